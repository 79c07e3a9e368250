import type { ResultOf } from '@holdfast/schema';
import type { ViewerQuery } from '#lib/documents/viewer.ts';

type Viewer = ResultOf<typeof ViewerQuery>['viewer'];

/** Who uses this page. */
class Session {
  /** Undefined until the server has answered. */
  viewer = $state.raw<Viewer>();
  /** Whether the server has said that nobody is signed in. */
  signedOut = $state(false);

  /** The viewer may import, segment and train. */
  get mayAnalyse(): boolean {
    return this.viewer !== undefined && this.viewer.role !== 'VIEWER';
  }

  /** The viewer may see and change keys. */
  get mayAdminister(): boolean {
    return this.viewer?.role === 'ADMIN';
  }

  begin(viewer: Viewer): void {
    this.viewer = viewer;
    this.signedOut = false;
  }

  end(): void {
    this.viewer = undefined;
    this.signedOut = true;
  }
}

/** The session of this page. */
export const session = new Session();
