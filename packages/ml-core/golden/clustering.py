"""Values of scikit-learn that the clustering and PCA tests compare with.

    python -m venv .venv && .venv/bin/pip install scikit-learn==1.9.1
    .venv/bin/python golden/clustering.py > golden/clustering.golden.json
"""

import json
import warnings

import numpy as np
import sklearn
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.metrics import (
    adjusted_rand_score,
    calinski_harabasz_score,
    davies_bouldin_score,
    silhouette_score,
)

warnings.simplefilter("ignore")
random = np.random.default_rng(20)
centres = np.array([[0, 0, 0, 40], [3, 1, 0, 40], [0, 4, 2, 44], [5, 5, 5, 41], [-3, 2, 4, 38]], float)
truth = random.integers(0, len(centres), 240)
X = np.round(centres[truth] + random.normal(size=(240, 4)) * [1, 0.8, 1.2, 0.5], 4)

fits = []
for k in range(2, 9):
    best = min((KMeans(k, n_init=50, tol=0, random_state=s).fit(X) for s in range(2)), key=lambda m: m.inertia_)
    fits.append(
        {
            "k": k,
            "inertia": best.inertia_,
            "labels": best.labels_.tolist(),
            "silhouette": silhouette_score(X, best.labels_),
            "daviesBouldin": davies_bouldin_score(X, best.labels_),
            "calinskiHarabasz": calinski_harabasz_score(X, best.labels_),
            "adjustedRand": adjusted_rand_score(truth, best.labels_),
        }
    )
pca = PCA(3).fit(X)
print(
    json.dumps(
        {
            "madeBy": f"scikit-learn {sklearn.__version__}",
            "rows": X.tolist(),
            "truth": truth.tolist(),
            "fits": fits,
            "pca": {
                "components": pca.components_.tolist(),
                "explainedVariance": pca.explained_variance_.tolist(),
                "explainedVarianceRatio": pca.explained_variance_ratio_.tolist(),
                "firstRows": pca.transform(X[:5]).tolist(),
            },
        }
    )
)
