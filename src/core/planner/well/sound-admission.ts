import { endpointsOf } from "../../diagnosis/network/endpoints-of.ts";
import { at, listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { ClusterView, ObservedObject } from "../../evidence/observed.ts";
import { bad, type Check, good, isMissing, open, type Part } from "./sound.ts";

/** Each webhook of a configuration: what happens when it fails, who answers it, and by which certificate it is trusted. */
export const webhooks: Check = (object, view) => {
  const listed = at(object.fields, "webhooks");
  const all = Array.isArray(listed) ? listed : listed === undefined ? [] : [listed];
  if (all.length === 0)
    return [
      open(
        "which Service answers it and what happens without it",
        `kubectl get ${object.ref.kind.toLowerCase()} ${object.ref.name} -o yaml`,
      ),
    ];
  return all.slice(0, 20).flatMap((one) => [...refusals(textAt(one, "name"), view), ...webhook(object, one, view)]);
};

function webhook(object: ObservedObject, one: unknown, view: ClusterView): readonly Part[] {
  const policy = textAt(one, "failurePolicy") || "Fail";
  const line = object.cite("webhooks", textAt(one, "name"), "failurePolicy");
  const failing =
    policy === "Ignore"
      ? good("is not blocking anything by its failure: failurePolicy Ignore lets requests through without it", line)
      : good(`has failurePolicy ${policy}, so that it blocks only while it does not answer or says no`, line);
  const parts = served(object, one, view, policy);
  if (parts.some(({ is }) => is === "bad")) return parts;
  return policy === "Ignore" ? [failing, ...parts] : [...parts, failing];
}

/** What was refused by a webhook, or for want of it, as events and kubectl say. */
function refusals(name: string, view: ClusterView): readonly Part[] {
  const said = [...view.events, ...view.errors].filter(({ message }) => message.includes(`webhook "${name}"`));
  const refused =
    name === "" ? undefined : said.find(({ message }) => /denied the request|failed call|failed to call/.test(message));
  return refused === undefined ? [] : [bad(`stands in the way: ${refused.message.trim().slice(0, 240)}`, refused.line)];
}

function served(object: ObservedObject, one: unknown, view: ClusterView, policy: string): readonly Part[] {
  const name = textAt(one, "clientConfig", "service", "name");
  const namespace = textAt(one, "clientConfig", "service", "namespace");
  const url = textAt(one, "clientConfig", "url");
  if (name === "")
    return url === "" ? [] : [open(`whether ${url} answers`, `kubectl get events -A | grep "failed calling webhook"`)];
  const ref = { kind: "Service", namespace, name };
  const seen = endpointsOf(view, ref);
  const trust =
    textAt(one, "clientConfig", "caBundle") === ""
      ? trustless(object, one, policy)
      : good("has its caBundle", undefined);
  const full = `${namespace}/${name}`;
  if (isMissing(view, ref))
    return [bad(`calls Service ${full}, which does not exist${meaning(policy)}`, object.cite("webhooks")), trust];
  if (seen.state === "some") return [good(`calls Service ${full}, which has ready endpoints`, seen.line), trust];
  if (seen.state === "unknown")
    return [
      trust,
      open(`whether its Service ${full} has ready endpoints`, `kubectl get endpoints ${name} -n ${namespace}`),
    ];
  return [bad(`calls Service ${full}, which has no ready endpoints${meaning(policy)}`, seen.line), trust];
}

const meaning = (policy: string): string =>
  policy === "Ignore"
    ? " (failurePolicy Ignore: this does not block requests, they go through without it)"
    : ` (failurePolicy ${policy}: requests that it watches are refused)`;

const trustless = (object: ObservedObject, one: unknown, policy: string): Part =>
  bad(
    `has no caBundle for webhook ${textAt(one, "name")}, so that its certificate is not trusted${meaning(policy)}`,
    object.cite("webhooks", textAt(one, "name"), "clientConfig"),
  );

/** The API server says itself whether an aggregated API answers. */
export const apiService: Check = (object) => {
  const cell = object.printed.get("AVAILABLE");
  const condition = listAt(object.fields, "status", "conditions").find((one) => textAt(one, "type") === "Available");
  const state = cell?.value ?? textAt(condition, "status");
  if (state === "") return null;
  const line = cell?.line ?? object.cite("status", "conditions", "Available", "status");
  const service = object.printed.get("SERVICE")?.value ?? textAt(object.fields, "spec", "service", "name");
  const by =
    service === "" ? "" : ` (${service === "Local" ? "served by the API server itself" : `Service ${service}`})`;
  const why = textAt(condition, "message");
  return /^True$/i.test(state)
    ? [good(`is Available${by}`, line)]
    : [bad(`is not available: ${state}${why === "" ? "" : `, ${why}`}${by}`, line)];
};
