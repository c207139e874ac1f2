import { printTarget, targetIn } from "../../network/endpoint-in-text.ts";
import type { LogCause } from "./causes.ts";
import { productIn } from "./products.ts";

/** Servers that demand a login which the client does not send. */
export const logLogins: readonly LogCause[] = [
  {
    code: "credentials-missing",
    title: "Server demands a login that the client does not send",
    about:
      "A database or another server runs with authentication (mongod --auth, requirepass, security enabled), and the client connects without user or password: they are in neither its address nor its environment. Often the server was hardened, and its clients were not changed.",
    pattern:
      /\bcommand \w{1,30} requires authentication|\bNOAUTH\b[^\n]{0,60}|\bno password supplied|\bfe_sendauth[^\n]{0,60}|Access denied for user '[^\n']{0,80}'@'[^\n']{0,80}' \(using password: NO\)|missing authentication credentials[^\n]{0,60}|(?:[Nn]ode|[Hh]ost|[Ss]erver)\b[^\n]{0,80} requires authentication[^\n]{0,120}|no authenticator (?:was )?(?:configured|found)|there are no users authenticated|etcdserver: user name is empty|[Aa]nonymous (?:access|login|user|connection)s? (?:is |are )?(?:disabled|not allowed|denied|forbidden|not permitted)[^\n]{0,60}|[Nn]o (?:credentials|username|user name|authentication (?:token|information)) (?:was |were |is )?(?:provided|supplied|sent|given|found in (?:the )?request)[^\n]{0,60}|(?:[Ss]erver|[Bb]roker|[Dd]atabase) requires (?:authentication|a password|credentials)[^\n]{0,80}/,
    except: /audit|login attempt|[Pp]robe failed|registry|pull access|imagePull|\b[Gg]it\b/,
    explains: [
      "wrong-credentials",
      "dependency-unreachable",
      "call-refused",
      "uncaught-exception",
      "application-error",
    ],
    says: (match, line) => {
      const target = targetIn(line);
      const product = productIn(line);
      const server = product ? `its database (${product})` : "the server";
      const where = target && /[a-z]/i.test(target.host) ? ` at ${printTarget(target)}` : "";
      return `${server}${where} demands authentication and the client sends no credentials that it accepts: ${match[0].trim()}`;
    },
    target: (_match, line) => targetIn(line),
    mend: "Give the client a user and a password that the server knows (in its address or environment, from a Secret).",
  },
];
