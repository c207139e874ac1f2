import type { ClusterView, ObjectRef, ObservedObject } from "../../evidence/observed.ts";
import { listAt, textAt } from "../objects/fields.ts";

const kinds = /^(?:CertificateRequest|Order|Challenge)$/;
/** cert-manager names the requests of a Certificate by its revision (`web-tls-4`), and orders and challenges after them. */
const named = /^(.{1,200}?)-(\d{1,5})(?:-\d{5,12}){0,2}$/;

/** Whether what cert-manager made to get a certificate is a try after which a later revision of the same one succeeded. */
export const isPastTry = (view: ClusterView, { kind, namespace, name }: ObjectRef): boolean => {
  const own = kinds.test(kind) ? named.exec(name) : null;
  if (own === null) return false;
  return ["CertificateRequest", "Order"]
    .flatMap((one) => view.of(one))
    .some((other) => {
      const later = named.exec(other.ref.name);
      const isSame = other.ref.namespace === namespace && later?.[1] === own[1];
      return isSame && Number(later?.[2]) > Number(own[2]) && hasSucceeded(other);
    });
};

const hasSucceeded = ({ printed, fields }: ObservedObject): boolean =>
  printed.get("READY")?.value === "True" ||
  (printed.get("STATE")?.value ?? textAt(fields, "status", "state")) === "valid" ||
  listAt(fields, "status", "conditions").some(
    (one) => textAt(one, "type") === "Ready" && textAt(one, "status") === "True",
  );
