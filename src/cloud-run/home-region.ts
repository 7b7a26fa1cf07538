import type { Resource } from '../manifest/resource.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import { ANNOTATIONS_PATH, annotationOf, templateAnnotationOf, templateAnnotationsPath, URLS } from './annotations.ts';
import { LOCATION_LABEL } from './labels.ts';
import { NETWORK_INTERFACES, VPC_CONNECTOR } from './vpc.ts';

/** One place of a manifest that names a region. */
export interface RegionEvidence {
  readonly region: string;
  /** How a sentence speaks of what is there: `its VPC connector`. */
  readonly what: string;
  readonly at: YamlPath;
  /** True where Cloud Run writes it, so that it comes from an export. */
  readonly isSetByCloudRun: boolean;
}

/** The name of a region: `europe-west1`. */
const REGION = '[a-z]{1,20}(?:-[a-z]{1,20}){1,3}\\d{1,2}';

const ONLY_REGION = new RegExp(`^${REGION}$`);

/** The label that gcloud takes the region from where it is given none, where it names one. */
export function regionLabelOf({ document }: Resource): Omit<RegionEvidence, 'isSetByCloudRun'> | undefined {
  const at = ['metadata', 'labels', LOCATION_LABEL];
  const region = document.stringAt(at);
  return region !== undefined && ONLY_REGION.test(region) ? { region, what: `its label ${LOCATION_LABEL}`, at } : undefined;
}

/** The region that a resource is deployed to, as its label says, or all else that tells one. */
export function homeRegionOf(resource: Resource): string | undefined {
  const label = regionLabelOf(resource);
  if (label) return label.region;
  const regions = new Set(findRegionEvidence(resource).map(({ region }) => region));
  return regions.size === 1 ? [...regions][0] : undefined;
}

/** What is in the region of the resource, or has its name in it. Images, keys and databases can be anywhere. */
const REGIONAL = [
  {
    key: VPC_CONNECTOR,
    what: 'its VPC connector',
    pattern: new RegExp(`^projects/[^/]+/locations/(${REGION})/`),
  },
  {
    key: NETWORK_INTERFACES,
    what: 'its subnetwork',
    pattern: new RegExp(`/regions/(${REGION})/subnetworks/`),
  },
];

/** Where a manifest shows the region that it was written for, or exported from. */
export function findRegionEvidence(resource: Resource): RegionEvidence[] {
  const found: RegionEvidence[] = [];
  for (const { key, what, pattern } of REGIONAL) {
    const text = templateAnnotationOf(resource, key);
    const region = text === undefined ? undefined : pattern.exec(text)?.[1];
    if (region) found.push({ region, what, at: [...templateAnnotationsPath(resource), key], isSetByCloudRun: false });
  }
  const region = regionOfAddress(resource);
  return region ? [...found, { region, what: 'its address', at: [...ANNOTATIONS_PATH, URLS], isSetByCloudRun: true }] : found;
}

function regionOfAddress(resource: Resource): string | undefined {
  const { name = '' } = resource;
  const urls = annotationOf(resource, URLS);
  if (urls === undefined || !/^[a-z0-9-]+$/.test(name)) return undefined;
  return new RegExp(`//${name}-\\d{6,20}\\.(${REGION})\\.run\\.app`).exec(urls)?.[1];
}
