import { targetIn } from "../../network/endpoint-in-text.ts";
import { whom } from "./access.ts";
import type { LogCause } from "./causes.ts";
import { productIn } from "./products.ts";

const clean = (text: string): string => text.replaceAll(/\s+/g, " ").trim().slice(0, 180);

/** What a server does not let a user do whom it knows: the login is right, and the rights are missing. */
export const logRights: readonly LogCause[] = [
  {
    code: "data-rights-missing",
    title: "User of the database lacks rights",
    about:
      "A database or broker knows the user and refuses what it wants to do: a grant or role is missing or was revoked, on a database, table, schema, topic, queue or key. MongoDB says the same of clients that did not log in at all.",
    pattern:
      /permission denied for (?:table|schema|sequence|relation|database|function|view|language|foreign|large object|materialized) [\w."-]{1,120}|must be (?:owner|superuser|member) of [\w ."-]{1,100}|\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|INDEX|EXECUTE|REFERENCES|TRIGGER|SHOW VIEW|LOCK TABLES)(?:, ?[A-Z ]{1,20}){0,4} command denied to user '[^\n']{0,80}'@'[^\n']{0,80}'[^\n]{0,80}|Access denied for user '[^\n']{0,80}'@'[^\n']{0,80}' to database '[^\n']{0,80}'|Access denied; you need [^\n]{1,120} privilege|not authorized on [\w.-]{1,80} to execute command|\bNOPERM\b[^\n]{0,120}|(?:The )?[A-Z]{4,10} permission was denied on the (?:object|database|schema)[^\n]{0,100}|ORA-0(?:1031|1045|0990)\b[^\n]{0,60}|[Uu]ser \S{1,80} has no (?:SELECT|MODIFY|CREATE|ALTER|DROP|AUTHORIZE) permission on [^\n]{1,100}|(?:Topic|Group|Cluster|TransactionalId)AuthorizationException[^\n]{0,120}|Not authorized to access (?:topics?|group|cluster|transactional)[^\n]{0,80}|ACCESS_REFUSED - (?:access to (?:vhost|queue|exchange|topic)|operation not permitted)[^\n]{0,120}|(?:configure|read|write) access to (?:queue|exchange|topic) '[^\n']{1,120}' in vhost '[^\n']{1,80}' refused|action \[[^\]\n]{1,80}\] is unauthorized for (?:user|API key)[^\n]{0,100}|Not enough privileges[^\n]{0,160}/,
    except: /audit|[Pp]robe failed/,
    explains: ["permission-denied", "call-refused", "uncaught-exception", "application-error", "gateway-failing"],
    says: (match, line) => {
      const product = productIn(line);
      return `the user that it logs in as lacks the rights for what it does ${product === undefined ? "there" : `in ${product}`}${whom(line)} (not authorized; a grant or role is missing or was revoked): ${clean(match[0])}`;
    },
    target: (_match, line) => targetIn(line),
    mend: "Grant the user the right or role that the message names, or connect as the user that has it.",
  },
  {
    code: "repository-unreadable",
    title: "Git repository cannot be read",
    about:
      "A container clones or pulls a Git repository when it starts, and the server refuses: the deploy key or token is gone, the host key is not known, or there is no such repository.",
    pattern:
      /remote: [^\n]{3,200}?(?=(?:\\n|\s){0,4}fatal: )|fatal: (?:[Cc]ould not read from remote repository|[Aa]uthentication failed for [^\n]{1,160}|could not read (?:Username|Password) for [^\n]{1,160}|repository '[^\n']{1,200}' not found|unable to access '[^\n']{1,200}': [^\n]{1,120}|[Rr]emote branch \S{1,120} not found[^\n]{0,60}|couldn't find remote ref \S{1,120})|Permission denied \(publickey[^\n)]{0,60}\)|Host key verification failed|ERROR: Repository not found/,
    explains: ["permission-denied", "application-error", "init-container-failing", "uncaught-exception"],
    says: (match) => `its Git repository cannot be read: ${clean(match[0])}`,
    mend: "Give it a deploy key or token that the Git server accepts, and an address of a repository and branch that exist.",
  },
];
