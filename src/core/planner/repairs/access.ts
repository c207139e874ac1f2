import type { Finding } from "../../diagnosis/finding.ts";
import { kindNamed } from "../../kubectl/kinds.ts";
import { kubectl } from "../command-line.ts";
import type { Plan, Repair } from "./repair.ts";

/** Service accounts that are not there, and rights that a service account lacks. */
export const accessRepairs: readonly Repair[] = [
  { codes: ["service-account-missing"], plan: newAccount },
  { codes: ["api-access-forbidden"], plan: newRole },
];

const objectName = /^[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?$/;

function newAccount(finding: Finding): Plan | null {
  const said = finding.evidence.map((line) => line.text).join("\n");
  const name = /service ?account "([^"]+)" not found|error looking up service account [^/\s]+\/([^:\s]+)/i.exec(said);
  const account = name?.[1] ?? name?.[2] ?? "";
  const { namespace } = finding.object;
  if (!objectName.test(account) || namespace === undefined) return null;
  return {
    summary: `Create service account "${account}", or name one that exists.`,
    commands: [
      {
        command: kubectl("create serviceaccount", account, `-n ${namespace}`),
        reason: "Makes the service account, with no rights of its own.",
      },
    ],
  };
}

const refusal =
  /User "system:serviceaccount:([a-z0-9-]+):([a-z0-9.-]+)" cannot (get|list|watch|create|update|patch|delete) resource "([a-z0-9]+)(?:\/[a-z]+)?" in API group "([a-z0-9.-]*)" in the namespace "([a-z0-9-]+)"/;

/** Reading comes as get, list and watch together, as clients need it; a right to change is granted alone. */
function newRole(finding: Finding): Plan | null {
  const match = finding.evidence.flatMap((line) => refusal.exec(line.text) ?? []);
  if (match.length < 7) return null;
  const [, home, account, verb, resource, group, namespace] = match as unknown as readonly string[];
  if (kindNamed(resource!) === undefined && group === "") return null;
  if (["secrets", "roles", "clusterroles", "rolebindings", "clusterrolebindings"].includes(resource!)) return null;
  const verbs = ["get", "list", "watch"].includes(verb!) ? "get,list,watch" : verb;
  const role = `${account}-${resource}`;
  const full = group === "" ? resource : `${resource}.${group}`;
  return {
    summary: `Grant service account ${home}/${account} what it asks for: ${verbs} of ${full} in namespace ${namespace}.`,
    commands: [
      {
        command: kubectl("create role", role, `-n ${namespace}`, `--verb=${verbs}`, `--resource=${full}`),
        reason: `Makes a role that may ${verbs} ${full} in ${namespace}, and nothing else.`,
      },
      {
        command: kubectl(
          "create rolebinding",
          role,
          `-n ${namespace}`,
          `--role=${role}`,
          `--serviceaccount=${home}:${account}`,
        ),
        reason: `Gives it to service account ${home}/${account}.`,
      },
    ],
  };
}
