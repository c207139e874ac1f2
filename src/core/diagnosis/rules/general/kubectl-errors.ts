import type { KubectlError } from "../../../evidence/observed.ts";
import type { Rule } from "../../finding.ts";
import { nearest } from "../../network/service-of-host.ts";
import { nameOf } from "../../objects/name-object.ts";
import { list, resourceOf, suggest } from "../../objects/reads.ts";
import { podsOf } from "../../workloads/pods.ts";
import { type Code, errorRule } from "./error-rule.ts";
import { noMetrics } from "./metrics-errors.ts";
import { unknownKindRules } from "./unknown-kinds.ts";

const refusal =
  /User "([^"]{1,253})" cannot (\w{1,30}) resource "([^"]{1,120})"(?: in API group "([^"]{0,120})")?(?: in the namespace "([^"]{1,253})"| at the cluster scope)?/;

const forbidden = errorRule(
  {
    code: "forbidden",
    title: "kubectl may not do this",
    about:
      "RBAC does not allow the kubeconfig's user what the command asks. The message names user, verb, resource and scope.",
  },
  ["forbidden"],
  (error) => {
    if (/only dynamically provisioned pvc/.test(error.message)) return undefined;
    const match = refusal.exec(error.message);
    if (!match && /is a recording\b.*\bcannot be changed|read[- ]only/i.test(error.message))
      return {
        summary: `The command was not carried out: ${error.message.slice(0, 240)}.`,
        mend: "Run it against the cluster itself; this one can only be looked at.",
      };
    if (!match)
      return {
        summary: `The cluster refuses the command: forbidden (${error.message.slice(0, 240)}).`,
        mend: "Ask for the permission that the message names.",
      };
    const [, user, verb, resource, group, namespace] = match;
    const where = namespace ? `in namespace ${namespace}` : "in the whole cluster";
    return {
      summary: `The kubeconfig's user "${user}" has no permission: it cannot ${verb} ${resource}${group ? `.${group}` : ""} ${where} (Forbidden by RBAC).`,
      next: suggest(
        ["auth", "can-i", "--list", ...(namespace ? ["-n", namespace] : [])],
        "Shows what this user may do.",
      ),
      mend: `Bind a ${namespace ? "Role" : "ClusterRole"} that allows ${verb} on ${resource} to this user.`,
    };
  },
);

const notFound = errorRule(
  {
    code: "not-found",
    title: "Object does not exist",
    about:
      "kubectl asked for an object that does not exist under this name in this namespace: misspelt, in another namespace, or deleted.",
    explains: ["dependency-unreachable", "name-not-resolved"],
  },
  ["not-found"],
  (error, view) => {
    const { object } = error;
    if (isShell(error)) return undefined;
    if (!object)
      return /not found/i.test(error.message)
        ? { summary: `What was asked for does not exist: ${error.message.slice(0, 200)}.`, severity: "info" }
        : undefined;
    const namesakes = view
      .of(object.kind)
      .filter((one) => one.ref.namespace === object.namespace)
      .map((one) => one.ref.name);
    const near = nearest(object.name, namesakes);
    const isPrefix = podsOf(view).some(
      (pod) => pod.ref.name.startsWith(`${object.name}-`) && pod.ref.namespace === object.namespace,
    );
    return {
      summary: `${nameOf(object)} does not exist (not found)${near ? `; there is one named "${near}"` : ""}.`,
      severity: isPrefix || namesakes.includes(object.name) ? "info" : "warning",
      next: [
        ...list(resourceOf(object.kind), object.namespace, "Shows which exist in this namespace."),
        ...suggest(["get", resourceOf(object.kind), "-A"], "Shows whether it lives in another namespace."),
      ],
    };
  },
);

const unauthorized = errorRule(
  {
    code: "unauthorized",
    title: "Cluster does not accept the credentials",
    about:
      "The API server does not accept the kubeconfig's credentials: the token or certificate has expired, or belongs to another cluster.",
  },
  ["unauthorized"],
  (error) => ({
    summary: `The cluster does not accept the kubeconfig's credentials (Unauthorized), which have expired, were revoked or are not valid here: ${error.message.slice(0, 160)}.`,
    severity: "critical",
    mend: "Log in again and use a fresh kubeconfig.",
  }),
);

const unreachable = errorRule(
  {
    code: "api-server-unreachable",
    title: "API server not reachable",
    about:
      "kubectl cannot reach the API server: wrong address in the kubeconfig, a network in between, or the server is down.",
  },
  ["connection-refused", "timeout", "dns", "x509"],
  (error) => ({
    summary: isKubelet(error.message)
      ? `The API server cannot talk to a kubelet (${/tls: internal error/.test(error.message) ? "the kubelet has no serving certificate, most often because its CertificateSigningRequest (CSR) is not approved" : reasons.get(error.code)}): ${error.message.slice(0, 220)}.`
      : `kubectl cannot ${error.code === "x509" ? "trust" : "reach"} the API server (${reasons.get(error.code)})${noKubeconfig.test(error.message) ? "; it asks localhost:8080, as it does without a kubeconfig (no KUBECONFIG, no ~/.kube/config, or no current context)" : ""}: ${error.message.slice(0, 220)}.`,
    severity: "critical",
    next: isKubelet(error.message)
      ? /tls: internal error/.test(error.message)
        ? list("csr", undefined, "Shows whether requests of kubelets for certificates wait for approval.")
        : list("nodes", undefined, "Shows whether the node is ready, and its address.", "-o", "wide")
      : suggest(["config", "view", "--minify"], "Shows which server the kubeconfig names."),
  }),
);

/** The address that kubectl falls back to when no kubeconfig names a server. */
const noKubeconfig = /(?:localhost|127\.0\.0\.1|\[::1\]):8080\b/;

/** Logs and exec go through the API server to port 10250 of the node. */
const isKubelet = (message: string): boolean => /:10250\//.test(message);

const reasons: ReadonlyMap<Code, string> = new Map([
  ["connection-refused", "connection refused"],
  ["timeout", "timed out"],
  ["dns", "its host name cannot be resolved"],
  ["x509", "its certificate is not accepted"],
]);

const absent = errorRule(
  {
    code: "kubectl-absent",
    title: "kubectl is not installed",
    about: "No kubectl was found on the machine that ran the command.",
  },
  ["kubectl-not-found", "not-found"],
  (error) =>
    isShell(error)
      ? {
          summary: "kubectl was not found on this machine, so no command can run.",
          severity: "critical",
          mend: "Install kubectl and put it on the PATH.",
        }
      : undefined,
);

/** The shell speaks, not kubectl. */
const isShell = (error: KubectlError): boolean =>
  error.code === "kubectl-not-found" || /kubectl: (?:command )?not found|kubectl: No such file/.test(error.message);

const denied = errorRule(
  {
    code: "change-denied",
    title: "Change denied by admission",
    about: "The API server refused a change that a command wanted to make: a webhook, a quota or a policy.",
  },
  ["admission-denied"],
  (error) => ({ summary: `The cluster denied the change: ${error.message.slice(0, 280)}.` }),
);

const unchangeable = errorRule(
  {
    code: "field-immutable",
    title: "Field cannot be changed",
    about:
      "The change touches a field that Kubernetes lets nobody change after creation: the selector of a workload, the template of a Job, claims of a StatefulSet, data of an immutable ConfigMap. The object has to be replaced.",
  },
  ["invalid", "forbidden", "other"],
  (error) => {
    const match =
      /([\w.[\]]{1,120}): (?:Forbidden|Invalid value)[^\n]{0,400}?(?:is immutable|may not (?:change once set|be (?:changed|unset|modified))|can ?not be (?:modified|unset)|updates to statefulset spec[^\n]{0,60}|can not be less than previous value|can(?:not|'t) be (?:changed|resized|updated)[^\n]{0,60})|only dynamically provisioned pvc[^\n]{0,80}/.exec(
        error.message,
      );
    return match === null
      ? undefined
      : {
          summary: `The cluster refuses the change${error.object ? ` of ${nameOf(error.object)}` : ""}: ${match[1] ? `${match[1]} is immutable or may not be changed so` : "it cannot be resized"} (${error.message.slice(0, 200)}).`,
          mend: "Delete the object and create it anew, or leave this field as it is.",
        };
  },
);

const invalidObject = errorRule(
  {
    code: "manifest-invalid",
    title: "Manifest not valid",
    about:
      "The API server or kubectl refuses a manifest or a command: a field is missing, unknown, of the wrong type or larger than allowed. The message names it.",
  },
  ["invalid", "other"],
  (error) => {
    const match =
      /(?:is invalid: |ValidationError|unknown field "|error validating|error parsing|error converting YAML|RequestEntityTooLarge|request is too large|Required value|Unsupported value|strict decoding error|unable to find specified revision|requires tls\.crt|must be unique|Duplicate value)/.exec(
        error.message,
      );
    const isImmutable =
      /is immutable|may not (?:change once set|be (?:changed|unset|modified))|can ?not be (?:modified|unset)|updates to statefulset spec|less than previous value|can(?:not|'t) be (?:changed|resized)|only dynamically/.test(
        error.message,
      );
    return match === null || isImmutable
      ? undefined
      : {
          summary: `The command is refused as invalid: ${error.message.slice(0, 240)}.`,
          mend: "Correct what the message names.",
        };
  },
);

const overloaded = errorRule(
  {
    code: "api-server-refuses",
    title: "API server does not keep up",
    about:
      "The API server answers, and refuses for its own reasons: too many requests, etcd behind it in trouble, or an internal error.",
  },
  ["other", "timeout"],
  (error) => {
    const match =
      /TooManyRequests|too many requests|etcdserver: [^\n]{1,80}|\(InternalError\)|\(ServiceUnavailable\)|currently unable to handle the request/.exec(
        error.message,
      );
    return match === null
      ? undefined
      : {
          summary: `The API server refuses the command (${match[0]}): ${error.message.slice(0, 200)}.`,
          severity: "critical",
          next: suggest(["get", "--raw", "/readyz?verbose"], "Shows which part of the API server is not well."),
        };
  },
);

const credentialPlugin = errorRule(
  {
    code: "credential-plugin-failing",
    title: "Credential plugin of the kubeconfig fails",
    about:
      "The kubeconfig gets its credentials from a program (users[].user.exec), which is missing, fails, or speaks a version of client.authentication.k8s.io that this kubectl does not know: v1alpha1 is gone since kubectl 1.24.",
  },
  ["invalid", "other", "not-found", "unauthorized"],
  (error) => {
    const match = /exec plugin: [^\n]{1,200}|getting credentials: [^\n]{1,200}|no Auth Provider found[^\n]{0,120}/.exec(
      error.message,
    );
    return match === null
      ? undefined
      : {
          summary: `kubectl gets no credentials, as the exec plugin of its kubeconfig does not work (${match[0]}).`,
          severity: "critical",
          mend: /v1alpha1/.test(match[0])
            ? "Update the plugin and set apiVersion client.authentication.k8s.io/v1beta1 (or v1) in the user's exec section of the kubeconfig; cloud tools write it anew."
            : "Install the program that the user's exec section of the kubeconfig names, and run it by itself to see what it says.",
        };
  },
);

/** What kubectl itself could not do. */
export const kubectlErrorRules: readonly Rule[] = [
  forbidden,
  notFound,
  ...unknownKindRules,
  unauthorized,
  credentialPlugin,
  unreachable,
  noMetrics,
  absent,
  denied,
  unchangeable,
  invalidObject,
  overloaded,
];
