import { endpointsOf, keepsRecords } from "../../diagnosis/network/endpoints-of.ts";
import { listAt, textAt } from "../../diagnosis/objects/fields.ts";
import type { ObservedObject } from "../../evidence/observed.ts";
import { inPlace } from "./sound.ts";
import { about, type Look } from "./stand.ts";

/** Of a load balancer: the address that it got, "" where its own object shows that it got none; null of others. */
function externalOf(object: ObservedObject): string | null {
  const type = object.printed.get("TYPE")?.value ?? textAt(object.fields, "spec", "type");
  if (type !== "LoadBalancer") return null;
  const [first] = listAt(object.fields, "status", "loadBalancer", "ingress");
  const address = textAt(first, "ip") || textAt(first, "hostname");
  if (address !== "") return address;
  const cell = object.printed.get("EXTERNAL-IP")?.value ?? "";
  if (/^[\w.:-]+$/.test(cell)) return cell;
  return object.sources.has("object") ? "" : null;
}

export const services: Look = (object, view) => {
  const { ref } = object;
  if (keepsRecords(object)) return null;
  const isHeadless = (object.printed.get("CLUSTER-IP")?.value ?? textAt(object.fields, "spec", "clusterIP")) === "None";
  const seen = endpointsOf(view, ref);
  const alias = textAt(object.fields, "spec", "externalName");
  if (alias !== "")
    return {
      ref,
      isWell: null,
      text: `${about(ref)} is an alias (ExternalName) of ${alias}, so that it has no endpoints of its own`,
      lines: [object.cite()],
      missing: [{ text: `whether ${alias} resolves and answers`, command: "" }],
    };
  const external = object.printed.get("EXTERNAL-IP");
  const outside = externalOf(object);
  if (external?.value === "<pending>" || outside === "")
    return {
      ref,
      isWell: false,
      text: `${about(ref)} waits for its external address (<pending>)`,
      lines: [external?.line ?? object.cite("spec", "type")],
    };
  const headless = isHeadless
    ? " is a headless Service (cluster IP None is set on purpose, by design: its name resolves to the pods directly)"
    : "";
  if (seen.state === "none" || seen.state === "only-not-ready")
    return {
      ref,
      isWell: false,
      text: `${about(ref)} has no ready endpoints`,
      lines: seen.line === undefined ? [] : [seen.line],
    };
  if (seen.state === "unknown")
    return {
      ref,
      isWell: null,
      text: `${about(ref)}${headless === "" ? " is there" : headless}`,
      lines: [object.cite()],
      missing: [
        { text: "whether it has ready endpoints", command: `kubectl get endpoints ${ref.name}${inPlace(object)}` },
      ],
      ...(isHeadless ? { byDesign: true } : {}),
    };
  const reached = outside === null ? "" : ` has its external address ${outside} and`;
  const text = isHeadless
    ? `${about(ref)}${headless} and has ready endpoints`
    : `${about(ref)}${reached} has ready endpoints`;
  return {
    ref,
    isWell: true,
    text,
    lines: [object.cite(), ...(seen.line === undefined ? [] : [seen.line])],
    ...(isHeadless ? { byDesign: true } : {}),
  };
};
