import { endpointsOf, keepsRecords } from "../../diagnosis/network/endpoints-of.ts";
import { textAt } from "../../diagnosis/objects/fields.ts";
import { inPlace } from "./sound.ts";
import { about, type Look } from "./stand.ts";

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
  if (external?.value === "<pending>")
    return {
      ref,
      isWell: false,
      text: `${about(ref)} waits for its external address (<pending>)`,
      lines: [external.line],
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
  const text = isHeadless ? `${about(ref)}${headless} and has ready endpoints` : `${about(ref)} has ready endpoints`;
  return {
    ref,
    isWell: true,
    text,
    lines: [object.cite(), ...(seen.line === undefined ? [] : [seen.line])],
    ...(isHeadless ? { byDesign: true } : {}),
  };
};
