import type { Rows } from "./rows.ts";

/** What pods are specified with. */

export const limits = [
  "Pod\tshop\tweb-1\t\tapp=256Mi",
  "Pod\tshop\tweb-2\t\tapp=256Mi\tproxy=",
  "Pod\tshop\tdb-0\t\tdb=1Gi",
].join("\n");
const probes = 'Pod\tshop\tweb-1\t\tapp={"httpGet":{"path":"/"}}\nPod\tshop\tweb-2\t\tapp=';
const accounts = "Pod\tshop\tweb-1\tdefault\tapp=\nPod\tshop\tdb-0\tdatabase\tdb=";
const users =
  'Pod\tshop\tweb-1\t{"runAsUser":0}\tapp=\nPod\tshop\tweb-2\t\tapp=\nPod\tshop\tdb-0\t{"runAsNonRoot":true}\tdb=';
const images = `NAMESPACE   NAME    IMAGE
shop        web-1   ghcr.io/shop/web:1,nginx:1.27
shop        api-1   ghcr.io/shop/web:1
data        db-0    localhost:5000/db:9
`;

// biome-ignore format: one line a question
const looked: Rows["looked"] = [
  ["which pods have no memory limit in shop?", [[/jsonpath/, limits]], /^1 of 3 pods in shop have no memory limit: shop\/web-2 \(proxy\)/],
  ["which pods in shop have a memory limit above 512Mi?", [[/jsonpath/, limits]], /^1 of 3 .* above 512Mi: shop\/db-0/],
  ["which pod has the highest memory limit in shop?", [[/jsonpath/, limits]], /^The highest memory limit in shop is 1Gi, of shop\/db-0/],
  ["how many containers have no liveness probe in shop?", [[/jsonpath/, probes]], /^1 of 2 containers in shop have no liveness probe: shop\/web-2/],
  ["do all pods in shop have a liveness probe?", [[/jsonpath/, probes]], /^No: 1 of 2 pods/],
  ["which service accounts do the pods in shop use?", [[/jsonpath/, accounts]], /^2 different values of service account.*default \(1\) and database \(1\)/],
  ["which pods in shop run as root?", [[/jsonpath/, users]], /^1 of 3 pods in shop is set to run as root.*shop\/web-1; 1 may all the same.*; 1 cannot/],
  ["which pods in shop have more than one container?", [[/jsonpath/, limits]], /^1 of 3 pods in shop has more than one container: shop\/web-2 \(app and proxy\)/],
  ["from which registries do images come?", [[/get pods/, images]], /^The images .* come from 3 registries: ghcr\.io \(1 image in 2 containers\), docker\.io \(Docker Hub\) .*localhost:5000/],
  ["which images are used more than once?", [[/get pods/, images]], /^1 of 3 images .* used by more than one container, 1 by different workloads: ghcr\.io\/shop\/web:1 \(2 containers of shop\/web and shop\/api\)/],
  ["are all images from our own registry?", [[/get pods/, images]], /^The images .* come from 3 registries/],
];

export const specRows: Rows = {
  looked,
};
