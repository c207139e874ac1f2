import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import type { LogStatement } from "../logs/log-statements.ts";
import { printTarget } from "../network/endpoint-in-text.ts";
import { listAt, textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { workloadOf } from "../objects/relations.ts";

/** Arguments and variables by which servers are told to let nobody in without a login. */
const argument =
  /^--auth$|^--(?:requirepass|password|keyFile|authorizationMode|auth-type)\b|--requirepass\b|authorization[: ]+enabled|xpack\.security\.enabled=true/;
const variable =
  /^(?:MONGO_INITDB_ROOT_USERNAME|MONGODB_ROOT_(?:USER|PASSWORD)|REDIS_PASSWORD|REQUIREPASS|xpack\.security\.enabled|ELASTIC_PASSWORD|AUTH_ENABLED|AUTHENTICATION_ENABLED|CASSANDRA_AUTHENTICATOR|NATS_(?:USER|AUTH))$/;

/** The server among what is shown that is told to demand a login, and the host that the client's log names. */
export const loginDemand = (view: ClusterView, one: LogStatement) => {
  const from = one.log.object;
  const own = workloadOf(view, from).name;
  const host = (one.target?.host ?? "").split(".")[0] ?? "";
  const servers = ["Deployment", "StatefulSet", "Pod"]
    .flatMap((kind) => view.of(kind))
    .filter(({ ref }) => ref.namespace === from.namespace && ref.name !== from.name && ref.name !== own);
  const demanding = servers.flatMap((object) => {
    const found = demandOf(object);
    return found ? [{ ref: object.ref, ...found }] : [];
  });
  const isMeant = ({ name }: ObjectRef) => host !== "" && (name === host || name.startsWith(`${host}-`));
  const server = demanding.find(({ ref }) => isMeant(ref)) ?? (demanding.length === 1 ? demanding[0] : undefined);
  const isSaid = one.target === undefined || one.template.last.text.includes(one.target.host);
  const talksTo = isSaid ? "" : `; it talks to ${printTarget(one.target)}`;
  return {
    note: `${talksTo}${server ? `; ${nameOf(server.ref)} runs with ${server.word}` : ""}`,
    related: server ? [server.ref] : [],
    evidence: server ? [server.line] : [],
  };
};

const demandOf = (object: ObservedObject): { readonly word: string; readonly line: Line } | undefined => {
  const path = object.ref.kind === "Pod" ? ["spec"] : ["spec", "template", "spec"];
  for (const container of listAt(object.fields, ...path, "containers")) {
    const at = [...path, "containers", textAt(container, "name")];
    const args = [...listAt(container, "command"), ...listAt(container, "args")].map(String);
    const arg = args.find((word) => argument.test(word));
    if (arg !== undefined) return { word: arg.split(/[ =]/)[0]!, line: object.cite(...at, "args") };
    const set = listAt(container, "env").find((each) => variable.test(textAt(each, "name")));
    if (set !== undefined) return { word: textAt(set, "name"), line: object.cite(...at, "env", textAt(set, "name")) };
  }
  return undefined;
};
