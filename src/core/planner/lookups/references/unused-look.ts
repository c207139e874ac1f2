import { kindNamed } from "../../../kubectl/kinds.ts";
import { kubectl } from "../../command-line.ts";
import { enumerated } from "../../wording.ts";
import { isGood, type LookForm, searchPlace } from "../form/look.ts";
import { wordsLeft } from "../form/words-left.ts";
import { tabbedRows } from "../printed/tabbed.ts";
import { cellOf, rowName, tableRows } from "../printed/table.ts";
import { references, type Used, usable } from "./referred.ts";

const idle =
  /\b(?:unused|orphan\w*|(?:not|never|no longer|aren't|isn't) (?:being )?(?:used|in use|mounted|referenced|needed|attached)|no(?:thing|body| one| pods?) (?:uses?|mounts?|needs?)|without (?:a |any )?(?:user|consumer|pod)s?)\b/;

const accounted =
  /^(?:secrets?|config|maps?|configmaps?|pvcs?|claims?|persistent|volumes?|service|accounts?|serviceaccounts?|priority|class(?:es)?|pods?|workloads?)$/;

/** What has no namespace is used from all of them. */
const isOfCluster = (used: Used): boolean => kindNamed(used.resource)?.namespaced === false;
const everywhere = { namespace: null, place: "-A" };

/** `which secrets are unused`: those that no workload, pod, ingress or service account refers to. */
export const unusedLook: LookForm = (question, look) => {
  const used = usable.find((one) => question.kinds.some(({ kind }) => kind.kind === one.kind));
  if (used === undefined || !idle.test(question.plain) || question.targets.some(({ sure }) => sure)) return null;
  const rest = wordsLeft(question.plain.replace(idle, " "), accounted);
  if (rest.length > 0) return null;
  const { namespace: said, place } = isOfCluster(used) ? everywhere : searchPlace(question, look);
  const list = {
    command: kubectl("get", used.resource, !isOfCluster(used) && place),
    reason: `Lists the ${used.resource}.`,
  };
  const referred = references(used, place);
  const [there, refs] = [look.read(list.command), look.read(referred.command)];
  if (there === undefined || refs === undefined) return { ask: [list, referred] };
  if (!isGood(there) || !isGood(refs)) return null;
  const taken = new Set(
    tabbedRows(refs).flatMap(({ cells: [, namespace, , names] }) => {
      return (names ?? "").split(/\s+/).map((name) => `${isOfCluster(used) ? "" : namespace}/${name}`);
    }),
  );
  const rows = tableRows(there).filter((row) => cellOf(row, "NAME") !== "kube-root-ca.crt");
  const free = rows.filter((row) => !taken.has(`${cellOf(row, "NAMESPACE") || (said ?? "")}/${cellOf(row, "NAME")}`));
  const where = place === "-A" ? "in all namespaces" : `in ${said}`;
  return {
    answered: {
      summary:
        free.length === 0
          ? `None: each of the ${rows.length} ${used.resource} ${where} is referred to by a workload, pod, ingress or service account.`
          : `${free.length} of ${rows.length} ${used.resource} ${where} ${free.length === 1 ? "is" : "are"} referred to by no workload, pod, ingress or service account: ${enumerated(free.map(rowName), 30)}. What reads them through the API, as operators do, is not seen this way.`,
      lines: free.slice(0, 8).map(({ line }) => line),
    },
  };
};
