import { createHash } from 'node:crypto';
import Fastify from 'fastify';
import pg from 'pg';

// What one would write without Holdfast: a customer with their segment and score, for whoever has a key, by two statements.
// PG_URL names the database; the address that it listens on is the first line that it prints.

const pool = new pg.Pool({ connectionString: process.env.PG_URL });
const app = Fastify();

app.addHook('onRequest', async (request, reply) => {
  const secret = request.headers.authorization?.slice('Bearer '.length) ?? '';
  const hash = createHash('sha256').update(secret).digest();
  const { rows } = await pool.query({
    name: 'key',
    text: 'select role from api_keys where hash = $1 and revoked_at is null and (expires_at is null or expires_at > now())',
    values: [hash],
  });
  if (rows.length === 0) return reply.code(401).send();
});

app.get<{ Params: { dataset: string; id: string } }>(
  '/datasets/:dataset/customers/:id',
  async ({ params: { dataset, id } }, reply) => {
    const { rows } = await pool.query({
      name: 'customer',
      text: `select c.external_id as "externalId", g.key, g.name, s.probability, s.risk_band as "riskBand", s.expected_loss as "expectedLoss"
      from customers c
      left join segmentations n on n.dataset_id = c.dataset_id and n.active
      left join segment_memberships m on m.segmentation_id = n.id and m.row = c.row
      left join segments g on g.segmentation_id = n.id and g.k = n.selected_k and g.index = m.labels[n.selected_k - n.min_k + 1]
      left join churn_models h on h.dataset_id = c.dataset_id and h.stage = 'CHAMPION'
      left join churn_scores s on s.churn_model_id = h.id and s.row = c.row
      where c.dataset_id = $1 and c.external_id = $2`,
      values: [dataset, id],
    });
    return rows[0] ?? reply.code(404).send();
  },
);

console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
