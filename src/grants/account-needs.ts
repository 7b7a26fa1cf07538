import { differsByUniverse } from '../cloud-run/universe.ts';
import { type Resource, serviceAccountNamePath } from '../manifest/resource.ts';
import type { Project, Target } from './grant.ts';
import type { Identity } from './identity.ts';
import { type Finding, unclearHome } from './need.ts';
import { nameOf, relationOf } from './project.ts';

/** The account itself: whoever deploys acts as it and, if it is of another project, the service agent takes its tokens. */
export function* accountNeeds(resource: Resource, home: Project, { email, project }: Identity): Generator<Finding> {
  const at = serviceAccountNamePath(resource);
  const why = 'its account';
  const on: Target = { type: 'service-account', name: email, project };
  const relation = relationOf(home, project);
  if (home.id !== undefined && project.id !== undefined && differsByUniverse(home.id, project.id)) {
    const question = `which account is meant: ${email} is of another universe of Google Cloud than project ${nameOf(home)}`;
    yield {
      at,
      why,
      question,
      remedy: 'Each universe has accounts of its own. Name the account of the one that this is deployed to.',
    };
    return;
  }
  yield { at, why, to: 'deployer', role: 'actAs', on };
  if (relation === 'other') yield { at, why: `${why}, of another project`, to: 'service-agent', role: 'mintTokens', on };
  if (relation === 'unknown') yield unclearHome(at, why, home, project);
}
