import { endpointsOf } from "../../diagnosis/endpoints-of.ts";
import { textAt } from "../../diagnosis/fields.ts";
import { enumerated } from "../wording.ts";
import { about, type Look } from "./stand.ts";

export const services: Look = (object, view) => {
  const { ref } = object;
  const isHeadless = (object.printed.get("CLUSTER-IP")?.value ?? textAt(object.fields, "spec", "clusterIP")) === "None";
  const seen = endpointsOf(view, ref);
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
      text: `${about(ref)}${headless}`,
      lines: [object.cite()],
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

/** An address, and behind each backend that is shown ready endpoints. */
export const ingresses: Look = (object, view) => {
  const { ref } = object;
  const address =
    object.printed.get("ADDRESS")?.value ?? textAt(object.fields, "status", "loadBalancer", "ingress", "0", "ip");
  const printed = view.evidence.find(({ command }) => command === object.cite().command)?.stdout ?? "";
  const backends = [...printed.matchAll(/ ([a-z0-9][\w.-]{0,62}):([\w-]{1,63}) \(([^)\n]{0,2000})\)/g)];
  const empty = backends.find(([, , , list]) => !/\d/.test(list!) || /error/i.test(list!));
  const behind = view.of("Endpoints").filter((one) => one.ref.namespace === ref.namespace);
  const isShown = backends.length > 0 || behind.length > 0;
  const isBad =
    empty !== undefined || behind.some((one) => endpointsOf(view, { ...one.ref, kind: "Service" }).state !== "some");
  if (address === "" || !isShown)
    return {
      ref,
      isWell: address === "" ? false : null,
      text: `${about(ref)} has ${address === "" ? "no address" : `the address ${address}`}`,
      lines: [object.cite()],
    };
  const counts =
    backends.length > 0
      ? backends.map(([, name, , list]) => `${name} ${list!.split(",").length}`)
      : behind.map((one) => `${one.ref.name} ${(one.printed.get("ENDPOINTS")?.value ?? "").split(",").length}`);
  return {
    ref,
    isWell: !isBad,
    text: `${about(ref)} is healthy: it has its address ${address} and all its backends have ready endpoints (${enumerated([...new Set(counts)])})`,
    lines: [object.cite(), ...behind.slice(0, 2).map((one) => one.cite())],
  };
};
