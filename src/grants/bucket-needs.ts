import { BUCKET_DRIVER, describeVolume, volumesOf } from '../cloud-run/volumes.ts';
import type { Resource } from '../manifest/resource.ts';
import { type Finding, unclearName } from './need.ts';

/** Buckets that are volumes: the identity reads them and, where they are not read-only, writes them. */
export function* bucketNeeds(resource: Resource): Generator<Finding> {
  const { document } = resource;
  for (const volume of volumesOf(resource)) {
    const csi = [...volume.at, 'csi'];
    const at = [...csi, 'volumeAttributes', 'bucketName'];
    const name = document.stringAt(at);
    if (document.stringAt([...csi, 'driver']) !== BUCKET_DRIVER || !name) continue;
    const readOnly = document.nodeAt([...csi, 'readOnly']);
    const isReadOnly = readOnly?.type === 'scalar' && readOnly.resolved.type === 'boolean' && readOnly.resolved.value;
    const why = `${describeVolume(volume)}${isReadOnly ? ', read-only' : ''}`;
    yield isBucketName(name)
      ? { at, why, to: 'identity', role: isReadOnly ? 'readBucket' : 'useBucket', on: { type: 'bucket', name } }
      : unclearName(at, why, name, EXPECTED);
  }
}

const EXPECTED = 'the name of one bucket, without gs://,';

/** Three to 222 characters; the driver takes `_` for all buckets that the identity can see. */
function isBucketName(text: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/.test(text);
}
