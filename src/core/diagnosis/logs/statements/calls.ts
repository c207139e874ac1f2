import { printTarget, targetIn } from "../../network/endpoint-in-text.ts";
import type { LogCause } from "./causes.ts";

const clean = (text: string): string => text.replaceAll(/\s+/g, " ").trim().slice(0, 170);

const whom = (line: string): string => {
  const target = targetIn(line);
  return target ? ` (${printTarget(target)})` : "";
};

/** How calls to others end once a connection is there; tried after what names its cause more precisely. */
export const logCalls: readonly LogCause[] = [
  {
    code: "call-refused",
    title: "Call refused by the other side",
    about:
      "Another server answers the application's call with an HTTP status that refuses it: 401 and 403 are credentials or rights, 404 a wrong path, 413 a body that is too large.",
    pattern:
      /(?:returned error|[Ss]tatus(?: ?[Cc]ode)?(?: of)?|HTTP[ _]?(?:[Ee]rror|[Ss]tatus)(?: ?[Cc]ode)?|responded with(?: status)?|[Bb]ad status|[Uu]nexpected (?:HTTP )?(?:status|response)(?: ?code)?|server (?:replied|returned)|failed with(?: status)?)["']?[ :=]{0,3}["']?(?:HTTP\/[\d.]+ )?(40[0-57-9]|41\d|42[0-8])\b[^\n]{0,60}|\b(?:GET|POST|PUT|DELETE|PATCH|HEAD) ["']?https?:\/\/\S{1,300} (?:[-=]> |: ?)?["'(]?(40[0-57-9]|41\d|42[0-8])\b[^\n]{0,60}|\b(40[0-5]|409|41[0-5]|422) Client Error[^\n]{0,100}|HttpClientErrorException[^\n]{0,100}|HTTPError: HTTP Error (4\d\d)[^\n]{0,40}|\bsaid: 5\d\d[ -][^\n]{1,140}|\b(?:SMTP|smtp)\w{0,20}\b[^\n]{0,80}\b5[35]\d[ -][^\n]{1,120}|client intended to send too large body[^\n]{0,60}|Request Entity Too Large|[Rr]equest is too large/,
    except: /[Pp]robe failed/,
    says: (match, line) => `a call is refused by the other side${whom(line)}: ${clean(match[0])}`,
    target: (_match, line) => targetIn(line),
    mend: "See what the other side refuses: credentials, rights, path or size of the request.",
  },
  {
    code: "gateway-failing",
    title: "Server behind a proxy fails",
    about:
      "A proxy or a client gets an error of the server behind it (502, 503, 504, or an answer that breaks off): that server crashes, is overloaded, or answers too late.",
    pattern:
      /\b50[234] (?:Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?out)|no live upstreams[^\n]{0,60}|upstream prematurely closed connection[^\n]{0,60}|upstream sent too big header[^\n]{0,40}|upstream timed out[^\n]{0,80}|upstream request timeout|\bupstream[^\n]{0,40}(?:reset|refused)|(?:[Ss]tatus(?: ?[Cc]ode)?|returned error|responded with(?: status)?|failed with(?: status)?)["']?[ :=]{0,3}["']?(?:HTTP\/[\d.]+ )?(50\d)\b[^\n]{0,60}|\b50\d Server Error[^\n]{0,100}|ServiceUnavailable(?:Exception|Error)?\b[^\n]{0,80}|rpc error: code = Unavailable[^\n]{0,140}/i,
    except: /[Pp]robe failed|metrics\.k8s\.io/,
    says: (match, line) => `the server that it calls fails${whom(line)}: ${clean(match[0])}`,
    target: (_match, line) => targetIn(line),
    mend: "Look at the server behind it: its pods, their log and how long they take to answer.",
  },
  {
    code: "call-timed-out",
    title: "Call or query takes too long",
    about:
      "A call, a query or a start is given up because it took too long. The other side is reached, but overloaded, blocked, or waits itself for something.",
    pattern:
      /context deadline exceeded[^\n]{0,60}|Client\.Timeout exceeded[^\n]{0,60}|[Rr]ead(?: |_)?[Tt]imed? ?out[^\n]{0,60}|ReadTimeout(?:Error)?\b|SocketTimeoutException[^\n]{0,60}|[Rr]equest (?:has )?timed out[^\n]{0,60}|canceling statement due to statement timeout|[Qq]uery (?:execution )?(?:was interrupted, maximum|timed out|timeout)[^\n]{0,60}|TimeoutException: [^\n]{1,100}|DeadlineExceeded[^\n]{0,60}|DEADLINE_EXCEEDED|[Oo]peration timed out[^\n]{0,60}|WORKER TIMEOUT[^\n]{0,30}|ERR_HTTP_REQUEST_TIMEOUT|ESOCKETTIMEDOUT|(?:[Ww]aiting|[Ww]aited) for [^\n]{1,80}(?:timed out|timeout (?:exceeded|expired|reached|elapsed|after))[^\n]{0,40}|timeout of \d+ ?ms exceeded|(?:canceled|cancelled) due to the configured HttpClient\.Timeout[^\n]{0,40}|(?:TaskCanceled|OperationCanceled)Exception: [^\n]{0,100}|\b[\w-]{2,30} (?:[\w-]{1,30} ){0,2}(?:has )?timed[ -]?out(?: (?:after|while|waiting|in) [^\n"]{1,60})?(?=["',;.)\s]|$)|\b(?:confirm(?:ation)?|ack(?:nowledge\w{0,6})?|publish|produce|consume|reply|response|request|query|rpc|call|lookup|fetch|poll|handshake|write|read|commit|flush|send|receive|acquire|checkout|lock|operation|transaction) timeout(?: (?:after|exceeded|expired|while|waiting|of|on) [^\n"]{1,60})?(?=["',;.)\s]|$)|\b[Tt]imeout (?:waiting|while|after|exceeded|expired|talking|calling|contacting|during|reading|sending|on|for)\b[^\n"]{0,60}|gave up (?:waiting|after)[^\n"]{0,60}|no (?:reply|response|answer|ack(?:nowledgement)?) (?:within|after|from|for|received)[^\n"]{0,60}/,
    except: /[Pp]robe (?:failed|errored)|HINFO|\bAborted connection \d+ to db\b/,
    says: (match, line) => `a call takes too long and is given up${whom(line)}: ${clean(match[0])}`,
    target: (_match, line) => targetIn(line),
    mend: "Find out what the other side waits for; a longer time-out only hides it.",
  },
  {
    code: "connection-broken",
    title: "Connections break off",
    about:
      "Established connections are closed by the other side or on the way: a restart of the server, an idle time-out of a proxy, or packets that are too large for the network.",
    pattern:
      /[Cc]onnection (?:was )?reset(?: by peer)?|ECONNRESET|[Bb]roken pipe|EPIPE\b|socket hang up|server closed the connection unexpectedly|[Cc]onnection (?:was )?(?:aborted|closed|terminated) (?:unexpectedly|by (?:peer|foreign host|remote))|MySQL server has gone away|Lost connection to MySQL server[^\n]{0,60}|terminating connection due to administrator command|[Cc]onnectionResetError|Recv failure/,
    except:
      /\b(?:abort|clos|cancel|disconnect|reset|interrupt)\w{0,5} by (?:the )?(?:client|browser|user)\b|\b[Cc]lient (?:has )?(?:closed|aborted|cancell?ed|disconnected|went away|gone)\b/,
    says: (match, line) => `its connections break off${whom(line)}: ${clean(match[0])}`,
    target: (_match, line) => targetIn(line),
    mend: "See whether the other side restarts, and whether a proxy in between closes idle connections.",
  },
];
