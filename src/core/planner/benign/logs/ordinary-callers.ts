import type { Entry } from "./log-entries.ts";
import type { Ordinary } from "./ordinary.ts";

/** The other end broke, not the one who asked. */
const broken =
  /\b5\d\d\b (?!ms)|"(?:status|statusCode|status_code|code)" ?: ?"?5\d\d|\btime[ds]?[ -]?out\b|\btimeout\b|\bunavailable\b|ECONN\w*|\bconnection (?:refused|reset)|\bUnknownHost|\bENOTFOUND\b|\bNullPointer|\binternal (?:server )?error\b|\bapi[_ ]?key\b|\bcertificate\b|\bquota\b/i;

/** Whoever calls was refused, and by this service: it is a path of its own, and no call that it makes itself. */
const outgoing =
  /\b(?:upstream|outbound|outgoing|webclient|resttemplate|feign|httpclient|axios\w*|requests\.exceptions|calling|call to|call(?:ed)? (?:failed|of)|response from|returned from|got (?:status )?4\d\d|received (?:status )?4\d\d|backend|provider|downstream|request failed with status)\b/i;

/** Many who are refused are nobody's fault; one account that is refused over and over is somebody's wrong password. */
const isOfMany = (_: readonly Entry[], own: readonly Entry[]): boolean => {
  const names = own.flatMap(({ text }) => accountIn(text) ?? []);
  return names.length === own.length && new Set(names).size >= Math.min(3, own.length) && own.length >= 2;
};

const accountIn = (text: string): string | undefined =>
  /\b(?:user(?:name)?|login|account|email|principal|subject)["']?[ =:]{1,3}["'\\]{0,2}([\w.@+-]{2,80})/i.exec(
    text,
  )?.[1];

/** A path that was served before and is not there any more is no mistake of who calls. */
const isNeverServed = (all: readonly Entry[], own: readonly Entry[]): boolean => {
  const pathIn = ({ text }: Entry) =>
    /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE) (\/[^\s"?]{0,300})|\bpath[=:" ]{1,4}(\/[^\s"?]{0,300})/
      .exec(text)
      ?.slice(1)
      .find(Boolean);
  const isGone = ({ status }: Entry) => status === "404" || status === "403" || status === "410" || status === "405";
  const served = new Set(all.filter(({ status }) => status !== null && status < "400").map(pathIn));
  return own.filter((entry) => isGone(entry) && pathIn(entry) !== undefined && served.has(pathIn(entry))).length < 3;
};

/** Somebody calls and gets it: then it matters to who asks. */
const isGot =
  /\b(?:returns?|gets?|got|getting|receives?|answers?|responds?|sees?|seeing|throws?)\b[^.?]{0,40}\b(?:4\d\d|4xx|not found|forbidden|unauthori[sz]ed)\b/;

/** What partners and rules of business refuse, and what callers did wrong. */
export const callers: readonly Ordinary[] = [
  {
    said: "refusals of a customer's card or payment by the bank, which is ordinary business (declined)",
    of: /\bcard[ _-]?(?:was |has been |is )?(?:declined|expired|refused|not supported)|\bcarddeclined\w*|\bdeclined? by (?:the )?(?:issuer|bank|issuing)|\bissuer[_ ]declin\w*|\binsufficient[_ ](?:funds|balance|credit)\b|\bdo[_ ]not[_ ]honou?r\b|\b(?:incorrect|invalid)[_ ](?:cvc|cvv|iban|card[_ ]number)\b|\bexpired[_ ]card\b|\b(?:lost|stolen)[_ ]card\b|\bpayment(?: was| has been)?[ _]declined\b|\bdeclinecode\b|\bdecline_code\b|\bauthori[sz]ation(?: was)?[ _]declined\b|\b3ds?[_ ](?:failed|cancelled|abandoned)\b|\bcredit (?:check|limit) (?:refused|declined|exceeded)\b/i,
    not: broken,
    isShare: true,
  },
  {
    said: "refusals by rules of the business (sold out, voucher or order not valid), which is what they are for",
    of: /\bout[ _]of[ _]stock\b|\boutofstock\w*|\bsold[ _]out\b|\b(?:coupon|voucher|promo(?:tion)?(?: code)?|gift ?card)\b[^\n]{0,60}\b(?:expired|invalid|not (?:valid|found)|already (?:used|redeemed)|unknown)\b|\binsufficient (?:stock|inventory|points)\b|\bbusiness ?(?:rule|exception|validation)\w*|\bdomain(?:rule)?(?:exception|violation)\b|\balready (?:booked|reserved|taken|cancelled|shipped|paid|redeemed|registered)\b|\bslot (?:is )?(?:no longer available|taken)\b/i,
    not: broken,
    isShare: true,
  },
  {
    said: "requests of callers that were not valid and were refused (4xx), a mistake of who called",
    of: /\b(?:MethodArgumentNotValid|HttpMessageNotReadable|HttpRequestMethodNotSupported|HttpMediaTypeNot\w{1,12}|MissingServletRequestParameter|MethodArgumentTypeMismatch|NoResourceFound|NoHandlerFound|BindException|MissingRequestHeader)\w*|\b(?:javax|jakarta)\.validation\.|\bvalidation(?:[ _]?(?:error|exception|failed|failure))s?\b|\bRequestValidationError\b|\bValidationError\b|\bbad[ _]request\b|\bunprocessable\b|\bJSON parse error\b|\binvalid (?:json|payload|request body|e-?mail|phone|postcode|zip|date format|input syntax)\b|\bmissing required (?:field|parameter|property)\b|\bDisallowedHost\b|\binvalid http_host header\b|\bCSRF\b[^\n]{0,60}\b(?:missing|incorrect|invalid|failed)\b|\brequest entity too large\b|\bpayload too large\b|\bmalformed (?:request|json|uri|url|header)\b|\bunsupported media type\b/i,
    not: new RegExp(`${broken.source}|${outgoing.source}`, "i"),
    isShare: true,
  },
  {
    said: "answers of 4xx to callers (not found, not allowed, not valid), a mistake of who called",
    of: /(?:"|\b)(?:status|statusCode|status_code|http_status|response_code|code)"? ?[:=] ?"?4(?:00|03|04|05|09|10|13|15|22)\b|\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \/\S{0,300} (?:HTTP\/[\d.]{1,3}"? )?(?:-> |=> |- )?4(?:00|03|04|05|09|10|13|15|22)\b|\bnot found: \/|\bno (?:route|resource|handler|endpoint)s? (?:found )?(?:for|matches)\b|\bNotFoundHttpException\b|\bActionController::RoutingError\b|\bopen\(\) "[^"\n]{1,300}" failed \(2: No such file or directory\)|\baccess forbidden by rule\b|\bdirectory index of "[^"\n]{1,300}" is forbidden\b/i,
    not: new RegExp(`${broken.source}|${outgoing.source}`, "i"),
    fits: isNeverServed,
    isShare: true,
    unlessAsked: isGot,
  },
  {
    said: "single items that were not valid and were skipped or set aside, while the rest went on",
    of: /\b(?:items?|records?|rows?|lines?|messages?|entr(?:y|ies)|events?|documents?|files?)\b[^\n]{0,60}\b(?:skipped|ignored|set aside|quarantined|dead[- ]?lettered)\b|\b(?:skipp(?:ed|ing)|ignor(?:ed|ing)) (?:an? )?(?:invalid|malformed|unknown|duplicate|empty|corrupt)\b|\b(?:sent|moved|published) to (?:the )?(?:dlq|dead[- ]letter)/i,
    not: broken,
    isShare: true,
  },
  {
    said: "sign-ins and tokens of different callers that were refused (wrong password, expired session), as they should be",
    of: /\bbad credentials\b|\binvalid (?:username or password|password|credentials|otp|login|grant)\b|\bwrong password\b|\blogin (?:failed|attempt (?:failed|refused|rejected|denied)|rejected|denied)\b|\b(?:LOGIN_ERROR|invalid_user_credentials|user_not_found)\b|\bfailed (?:login|password)\b|\bauthentication fail(?:ed|ure)\b|\bpassword authentication failed\b|\baccess denied for user\b/i,
    not: /\b(?:ldap|bind dn|kerberos|keytab|service ?account|upstream|connect(?:ing|ion)? to|could not connect|imagepull|registry)\b/i,
    fits: isOfMany,
    isShare: true,
  },
  {
    said: "sessions or tokens of callers that had run out (the client signs in anew)",
    of: /\b(?:jwt|token|session|access token|id token)(?: has| is)? ?expired\b|\bExpiredJwt\w*|\bTokenExpired\w*|\bexpired (?:jwt|token|session)\b/i,
    not: new RegExp(`\\b(?:refresh|service ?account|bot|vault|kube\\w*|api ?server)\\b|${outgoing.source}`, "i"),
    isShare: true,
  },
  {
    said: "callers that went away before they had their answer (client closed, broken pipe, 499)",
    of: /\bClientAbort\w*|\bbroken pipe\b|\bclient (?:disconnected|closed|aborted|prematurely closed|has gone|hung up|cancell?ed)|\bprematurely closed connection\b(?![^\n]{0,40}upstream)|\brequest (?:was )?(?:aborted|cancell?ed) by (?:the )?(?:client|user)|\bconnection reset by peer\b|\bAsyncRequestNotUsable\w*|\bclient connection (?:lost|closed)\b|\bBadHttpRequest\b|\bECONNABORTED\b|\bcode = Canceled\b|\bcontext canceled\b|\bCANCELLED: (?:RPC )?cancelled\b|\bStatusCode\.CANCELLED\b|\b(?:unexpected )?EOF on client\b/i,
    not: /\bupstream\b|\bconnect(?:ing)? to\b|\b(?:jdbc|redis|kafka|amqp|database|postgres|mysql|mongo)\b[^\n]{0,80}\b(?:reset|pipe)\b|\bdial tcp\b|\b(?:read|write) tcp [^\n]{0,80}->[^\n]{0,60}:(?:443|5432|3306|6379|9092|27017|5672)\b|\bECONNREFUSED\b/i,
    isShare: true,
  },
];
