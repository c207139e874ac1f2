import { quoted } from "../command-line.ts";
import type { Question } from "../question/understand.ts";
import { type Change, type ChangeForm, changed } from "./form.ts";

/** Clusters, users and contexts written into the kubeconfig; the cluster itself stays as it is. */
export const kubeconfigChanges: readonly ChangeForm[] = [credentials, cluster, everyCommand, contextEntry, unset];

const entry =
  "(?:called |named |entry )?[\"'`]?((?!in\\b|to\\b|with\\b|of\\b|from\\b|that\\b|and\\b|my\\b|the\\b)[\\w.@:/-]{0,120}[\\w])";

const ofConfig = /\bkube ?config\b|\bkubectl config\b|\bcontexts?\b|\bcredentials?\b/i;

const writes =
  /^\W*(?:please |can you |could you )?(?:store|save|add|put|register|set|create|keep|write|remember|make|update|change|point|use|new)\b/i;

function entrySaid(text: string, kind: string): string | null {
  return new RegExp(`\\b${kind} ${entry}`, "i").exec(text)?.[1] ?? null;
}

/** A word of the text behind one of these, as a flag. */
function flagSaid(text: string, flag: string, lead: string): string {
  const value = new RegExp(
    `\\b(?:${lead})(?: is| of| at| in|:| from| file| certificate)* ["'\`]?([^\\s"'\`,;]{1,300}[^\\s"'\`,;.])`,
    "i",
  ).exec(text)?.[1];
  return value === undefined || notValues.test(value) ? "" : ` --${flag}=${quoted(value)}`;
}

const notValues =
  /^(?:the|an?|sa|service|service-?accounts?|accounts?|user|users|secret|for|in|to|into|my|our|his|her|their|pod|namespace|that|which|and|as)$/i;

const shown = { command: "kubectl config view", reason: "Shows the kubeconfig, secrets left out." };

function credentials({ text }: Question): Change | null {
  const user = entrySaid(text, "(?:user|credentials? (?:of|for)(?! (?:the )?user)|credentials?(?! (?:of|for)))");
  if (user === null || !writes.test(text) || !ofConfig.test(text)) return null;
  const flags = [
    flagSaid(text, "token", "token"),
    flagSaid(text, "username", "user ?name"),
    flagSaid(text, "password", "password"),
    flagSaid(text, "client-certificate", "client[- ]cert(?:ificate)?"),
    flagSaid(text, "client-key", "client[- ]key"),
  ].join("");
  return flags === ""
    ? null
    : changed(
        `kubectl config set-credentials ${user}${flags}${embedded(text)}`,
        "Notes in the kubeconfig how this user signs in.",
        shown,
      );
}

function cluster({ text }: Question): Change | null {
  const name = entrySaid(text, "cluster");
  const server = /\bhttps?:\/\/[^\s"'`,;]{1,300}[^\s"'`,;.]/.exec(text)?.[0];
  if (name === null || server === undefined || !writes.test(text) || !ofConfig.test(text)) return null;
  const flags = [
    ` --server=${quoted(server)}`,
    flagSaid(text, "certificate-authority", "(?:ca|certificate[- ]authority)"),
    embedded(text),
  ].join("");
  return changed(`kubectl config set-cluster ${name}${flags}`, "Notes in the kubeconfig where this cluster is.", shown);
}

function embedded(text: string): string {
  return /\bembed\w*\b|\binlin\w+\b/i.test(text) ? " --embed-certs" : "";
}

/** `create a context dev-east of cluster east and user dev1`, `in context stage use the namespace qa`. */
function contextEntry({ text, scope }: Question): Change | null {
  const name = entrySaid(text, "context");
  if (name === null || /\b(?:rename|delete|remove|switch|go|jump)\b/i.test(text) || /^(?:current|is|are)$/.test(name))
    return null;
  const told = new RegExp(
    `\\bcontext ${entry} (?:to|be|should be|=) (?:the )?(?:namespace |ns )?["'\`]?([a-z0-9][a-z0-9-]{0,61})`,
    "i",
  ).exec(text)?.[2];
  const said = /\bnamespace of\b/i.test(text)
    ? told
    : /\b(?:namespace|ns) (?:to |is |should be |of |called )?["'`]?([a-z0-9][a-z0-9-]{0,61})/i.exec(text)?.[1];
  const namespace =
    said !== undefined && !/^(?:of|in|for|to|the|is|as|on)$/.test(said)
      ? said
      : scope.namespaces.find((one) => one !== "default");
  const isMade = /^\W*(?:please )?(?:create|add|make|define|set up|new|write|set)\b/i.test(text);
  const parts = [
    isMade && named(text, "cluster"),
    namespace !== undefined && namespace !== name && ` --namespace=${namespace}`,
    isMade && named(text, "user"),
  ].filter((part) => typeof part === "string");
  const isUsed = /\b(?:use|default|set|should|namespace|ns)\b/i.test(text) && !/\?\s*$/.test(text);
  return parts.join("") === "" || !(isMade || isUsed)
    ? null
    : changed(`kubectl config set-context ${name}${parts.join("")}`, "Writes the context into the kubeconfig.", {
        command: "kubectl config get-contexts",
        reason: "Lists the contexts of the kubeconfig.",
      });
}

function named(text: string, kind: string): string {
  const said = entrySaid(text, kind);
  return said === null ? "" : ` --${kind}=${said}`;
}

/** `everything I run should go to namespace tools`, `the default namespace of the current context should be infra`. */
function everyCommand({ text, plain, scope }: Question): Change | null {
  const asks =
    /\b(?:ns|namespace) of (?:the |this |my )*(?:current|present|this|active) (?:context|ctx)\b|\b(?:everything|all|commands|whatever) (?:i|we) (?:run|do|type|enter|call)\b|\bdefault (?:ns|namespace)\b.*\b(?:context|ctx)\b.*\b(?:should|shall|must|shld|is to|to be)\b/;
  const told =
    /\b(?:should be|shall be|must be|shld be|is to be|to be|to) (?:the )?(?:namespace |ns )?["'`]?([a-z0-9][a-z0-9-]{0,61})/i.exec(
      text,
    )?.[1];
  const namespace = told ?? scope.namespaces[0];
  if (!asks.test(plain) || namespace === undefined || scope.namespaces.length > 1) return null;
  return changed(
    `kubectl config set-context --current --namespace=${namespace}`,
    "Changes the namespace that holds when a command names none.",
  );
}

/** `unset users.old in the kubeconfig`, `set clusters.edge.server to https://... in my kubeconfig`. */
function unset({ text }: Question): Change | null {
  const path = /\b((?:users|clusters|contexts)\.[\w.-]{1,120}[\w]|current-context)\b/.exec(text)?.[1];
  if (path === undefined || !/\bkube ?config\b|\bconfig\b/i.test(text)) return null;
  if (/^\W*(?:please )?(?:unset|clear|remove|delete|drop)\b/i.test(text))
    return changed(`kubectl config unset ${path}`, "Takes the value out of the kubeconfig.", shown);
  const value = /\b(?:to|=) ["'`]?([^\s"'`,;]{1,300})/.exec(text.slice(text.indexOf(path)))?.[1];
  return !/^\W*(?:please )?(?:set|change|put)\b/i.test(text) || value === undefined
    ? null
    : changed(`kubectl config set ${path} ${quoted(value)}`, "Sets the value in the kubeconfig.", shown);
}
