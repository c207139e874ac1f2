import type { Fields } from "../../../core/evidence/observed.ts";
import { age, type Columns, columns, name, text } from "./column.ts";
import { entriesAt, fieldsAt, optionalIntegerAt, textAt } from "./fields.ts";
import { humanDuration } from "./human-duration.ts";
import { labels } from "./label-selector.ts";

export const certificateSigningRequests: Columns = columns(
  name,
  age,
  text("SignerName", "Signer that is asked.", signerName),
  text("Requestor", "User who asked.", (object) => textAt(object, "spec", "username")),
  text("RequestedDuration", "How long the certificate should be valid.", requestedDuration),
  text("Condition", "Whether it was approved, denied or issued.", condition),
);

export const clusterTrustBundles: Columns = columns(
  name,
  text("SignerName", "Signer that the bundle is for.", signerName),
);

export const podCertificateRequests: Columns = columns(
  name,
  text("PodName", "Pod that the certificate is for.", (object) => textAt(object, "spec", "podName")),
  text("ServiceAccountName", "Service account of the pod.", (object) => textAt(object, "spec", "serviceAccountName")),
  text("NodeName", "Node of the pod.", (object) => textAt(object, "spec", "nodeName")),
  text("SignerName", "Signer that is asked.", (object) => textAt(object, "spec", "signerName")),
  text("State", "Pending, Issued, Denied or Failed.", podCertificateState),
  text("UnverifiedUserAnnotations", "What the user told the signer, unchecked.", (object) =>
    labels(fieldsAt(object, "spec", "unverifiedUserAnnotations")),
  ),
);

function signerName(object: Fields): string {
  return textAt(object, "spec", "signerName") || "<none>";
}

function requestedDuration(request: Fields): string {
  const seconds = optionalIntegerAt(request, "spec", "expirationSeconds");
  return seconds === undefined ? "<none>" : humanDuration(seconds * 1000);
}

function condition(request: Fields): string {
  const types = conditionTypes(request);
  const decision = ["Denied", "Approved"].find((type) => types.includes(type)) ?? "Pending";
  const failed = types.includes("Failed") ? ",Failed" : "";
  return `${decision}${failed}${textAt(request, "status", "certificate") === "" ? "" : ",Issued"}`;
}

function podCertificateState(request: Fields): string {
  return conditionTypes(request).findLast((type) => ["Issued", "Denied", "Failed"].includes(type)) ?? "Pending";
}

function conditionTypes(request: Fields): readonly string[] {
  return entriesAt(request, "status", "conditions").map((entry) => textAt(entry, "type"));
}
