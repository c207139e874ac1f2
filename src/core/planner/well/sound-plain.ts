import { at, entriesAt, listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { enumerated } from "../wording.ts";
import { bad, type Check, good, isMissing, open } from "./sound.ts";

/** A Secret or ConfigMap holds its keys, and those that its type demands. */
export const keys: Check = (object) => {
  const { fields, printed } = object;
  const named = ["data", "stringData", "binaryData"].flatMap((part) => [...entriesAt(fields, part)]);
  const count =
    named.length > 0 || object.sources.has("object") || object.sources.has("describe")
      ? named.length
      : Number.parseInt(printed.get("DATA")?.value ?? "", 10);
  if (Number.isNaN(count)) return null;
  const type = textAt(fields, "type");
  const line = printed.get("DATA")?.line ?? object.cite("data");
  const wanted = demanded[type] ?? [];
  const lacking = named.length === 0 ? [] : wanted.filter((key) => !named.some(([name]) => name === key));
  const hollow = named.filter(([, value]) => /^(?:|0 bytes)$/.test(value)).map(([name]) => name);
  if (count === 0) return [bad("is there and holds no key (DATA 0)", line)];
  if (lacking.length > 0 || count < wanted.length)
    return [bad(`lacks what its type ${type} demands (${enumerated(lacking.length > 0 ? lacking : wanted)})`, line)];
  if (hollow.length > 0 && object.ref.kind === "Secret")
    return [bad(`has an empty value for ${enumerated(hollow)}`, line)];
  const which =
    named.length === 0
      ? ""
      : ` (${enumerated(
          named.map(([name]) => name),
          5,
        )})`;
  return [
    good(`is there with ${count} ${count === 1 ? "key" : "keys"}${which}${type === "" ? "" : `, type ${type}`}`, line),
  ];
};

const demanded: Readonly<Record<string, readonly string[]>> = {
  "kubernetes.io/tls": ["tls.crt", "tls.key"],
  "kubernetes.io/dockerconfigjson": [".dockerconfigjson"],
  "kubernetes.io/basic-auth": ["username"],
  "kubernetes.io/ssh-auth": ["ssh-privatekey"],
};

/** What has no state of its own: that it is there, with what it says. */
export const mereObject =
  (...paths: readonly string[]): Check =>
  (object: ObservedObject) => {
    const said = paths.flatMap((path) => {
      const value = textAt(object.fields, ...path.split("."));
      return value === "" ? [] : [`${path.split(".").at(-1)} ${value}`];
    });
    return [
      good(
        `is there${said.length === 0 ? "" : ` (${enumerated(said)})`}, a kind without a state of its own`,
        object.cite(),
      ),
    ];
  };

/** Rules to grant, or a rule by which they are gathered. */
export const role: Check = (object, view) => {
  const rules = listAt(object.fields, "rules").length;
  if (rules > 0) return [good(`grants ${rules} ${rules === 1 ? "rule" : "rules"}`, object.cite("rules"))];
  const isGathered = at(object.fields, "aggregationRule") !== undefined;
  return object.sources.has("object") && !isGathered
    ? [bad("grants nothing: it has no rules", object.cite("rules"))]
    : mereObject()(object, view);
};

/** The role and the accounts of a binding, where lists show them. */
export const binding: Check = (object, view) => {
  const { fields, ref } = object;
  const [kind, name] = [textAt(fields, "roleRef", "kind"), textAt(fields, "roleRef", "name")];
  if (name === "") return null;
  const role: ObjectRef = kind === "Role" ? { kind, name, namespace: ref.namespace ?? "default" } : { kind, name };
  const line = object.cite("roleRef");
  const accounts = listAt(fields, "subjects").flatMap((one): ObjectRef[] =>
    textAt(one, "kind") === "ServiceAccount"
      ? [
          {
            kind: "ServiceAccount",
            name: textAt(one, "name"),
            namespace: textAt(one, "namespace") || (ref.namespace ?? "default"),
          },
        ]
      : [],
  );
  const gone = [role, ...accounts].filter((one) => isMissing(view, one));
  if (gone.length > 0) return gone.map((one) => bad(`names ${one.kind} ${one.name}, which does not exist`, line));
  const told = good(`binds ${kind} ${name}`, line);
  const unseen = [role, ...accounts].find((one) => view.object(one) === undefined);
  return unseen === undefined
    ? [told, good("and all that it names is there", line)]
    : [
        told,
        open(
          `whether ${unseen.kind} ${unseen.name} exists`,
          `kubectl get ${unseen.kind.toLowerCase()} ${unseen.name}${unseen.namespace === undefined ? "" : ` -n ${unseen.namespace}`}`,
        ),
      ];
};
