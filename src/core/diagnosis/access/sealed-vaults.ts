import type { Line } from "../../evidence/evidence.ts";
import type { ClusterView, ObjectRef } from "../../evidence/observed.ts";
import { fixByHand } from "../causes/fixes.ts";
import type { Draft } from "../define-rule.ts";
import type { LogStatement } from "../logs/log-statements.ts";
import { failingConditions } from "../objects/failing-conditions.ts";
import { textAt } from "../objects/fields.ts";
import { nameOf } from "../objects/name-object.ts";
import { list } from "../objects/reads.ts";
import { unique } from "../objects/relations.ts";

/** Vault says that it is sealed, and objects that read from it wait; undefined where none is shown to. */
export const sealedVault = (view: ClusterView, { log, template }: LogStatement): Draft | undefined => {
  const waiting = waitingOn(view, log.object);
  const first = waiting[0];
  if (first === undefined) return undefined;
  const progress = log.tail.find(({ text }) => /^Unseal Progress\s/.test(text));
  const said = /^Sealed\s/.test(template.last.text)
    ? `Sealed true${progress ? `, ${progress.text.replaceAll(/\s+/g, " ")}` : ""}`
    : template.last.text.trim().slice(0, 120);
  const secret = secretOf(view, first.ref);
  return {
    object: log.object,
    summary: `Vault is sealed (${nameOf(log.object)}: ${said}) and gives no secrets, so that ${nameOf(first.ref)} cannot read from it${secret ? ` and Secret "${secret.name}" is not created` : ""}.`,
    evidence: [template.last, progress, ...waiting.map(({ line }) => line)],
    related: unique([...waiting.map(({ ref }) => ref), ...(secret ? [secret] : [])]),
    fix: fixByHand(
      "Unseal Vault (vault operator unseal with as many keys as its threshold asks for, or mend the automatic unseal); what reads from it tries again by itself.",
      list("pods", log.object.namespace, "Shows whether Vault becomes ready."),
    ),
  };
};

type Waiting = { readonly ref: ObjectRef; readonly line: Line };

/** Who says that it cannot read from this Vault, and the stores between. */
const waitingOn = (view: ClusterView, vault: ObjectRef): readonly Waiting[] => {
  const told = [
    ...view.events
      .filter(({ type, message }) => type === "Warning" && isOf(message, vault))
      .map(({ object, line }) => ({ ref: object, line })),
    ...failingConditions(view)
      .filter(({ message }) => isOf(message, vault))
      .map(({ object, lines }) => ({ ref: object.ref, line: lines.find((one) => one !== undefined) ?? object.cite() })),
  ].filter(({ ref }) => !(ref.kind === "Pod" && ref.namespace === vault.namespace));
  const stores = told.flatMap(({ ref }) => storeOf(view, ref));
  return [...told, ...stores];
};

/** It speaks of Vault, and of none in another namespace. */
const isOf = (message: string, vault: ObjectRef): boolean => {
  const space = /\/\/[\w-]{1,63}\.([\w-]{1,63})(?:\.svc|:\d|\/)/.exec(message)?.[1];
  return /\bvault\b/i.test(message) && (space === undefined || space === vault.namespace);
};

/** The store of an ExternalSecret that is not ready either. */
const storeOf = (view: ClusterView, ref: ObjectRef): readonly Waiting[] => {
  const external = view.object(ref);
  const name =
    textAt(external?.fields, "spec", "secretStoreRef", "name") || (external?.printed.get("STORE")?.value ?? "");
  return failingConditions(view)
    .map(({ object }) => object)
    .filter(
      (one) =>
        one.ref.name === name &&
        (one.ref.kind === "ClusterSecretStore" ||
          (one.ref.kind === "SecretStore" && one.ref.namespace === ref.namespace)),
    )
    .map((one) => ({ ref: one.ref, line: one.cite() }));
};

const secretOf = (view: ClusterView, ref: ObjectRef): ObjectRef | undefined =>
  ref.kind === "ExternalSecret"
    ? {
        kind: "Secret",
        ...(ref.namespace ? { namespace: ref.namespace } : {}),
        name: textAt(view.object(ref)?.fields, "spec", "target", "name") || ref.name,
      }
    : undefined;
