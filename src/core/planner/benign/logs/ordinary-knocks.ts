import type { Entry } from "./log-entries.ts";
import type { Ordinary } from "./ordinary.ts";

const addressIn = (text: string): string | undefined =>
  /(?<![\d.])(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?::\d{1,5})?(?![\d.])/.exec(text)?.[1];

/** A load balancer or monitor comes from few addresses, and each comes often; clients that fail would be many, or one. */
const isOfFew = (_: readonly Entry[], own: readonly Entry[]): boolean =>
  own.length < 3 || new Set(own.flatMap(({ text }) => addressIn(text) ?? [])).size <= Math.max(4, own.length / 3);

/** Connections that say nothing, or speak another protocol: health checks of load balancers, and scanners. */
export const knocks: readonly Ordinary[] = [
  {
    said: "connections that open the port and close it again without a word, as TCP health checks of load balancers and monitors do",
    of: /\bTLS handshake error from [^\n]{1,80}: (?:EOF|read tcp [^\n]{1,120}connection reset by peer|[^\n]{0,60}i\/o timeout|write tcp [^\n]{1,120}(?:broken pipe|reset by peer))|\bclient unexpectedly closed TCP connection\b|\bclosed unexpectedly before (?:handshake|completing)|\benotconn\b|\bclosing AMQP connection <|\bhandshake_(?:timeout|error)\b|\bconnection_closed_abruptly\b|\bConnection (?:closed|reset) by (?:authenticating user [\w.-]{1,60} )?[\d.:a-f]{3,45} port \d{1,5} ?(?:\[preauth\])?|\bkex_exchange_identification\b|\bDid not receive identification string\b|\bEndOfStreamException\b|\bUnable to read additional data from client\b|\bprobably client has closed socket\b|\blost connection after (?:CONNECT|EHLO|HELO|UNKNOWN)\b|\bfailed to receive the preface from client: (?:EOF|[^\n]{0,80}connection reset)|\bConnection closed during SSL handshake\b|\bincomplete startup packet\b|\bConnection from \S{1,80} (?:closed|lost) (?:before|without)|\bThis connection closed normally without authentication\b|\buser: 'unauthenticated'|\bpeer closed connection in SSL handshake\b|\bsocket hang up before\b|\bClient <unknown> (?:disconnected|closed its connection)/i,
    not: /\b(?:bad|unknown|expired) certificate\b|\bcertificate (?:has expired|verify|signed by)\b/i,
    fits: isOfFew,
  },
  {
    said: "connections of scanners, monitors or plain HTTP that speak another protocol to the port and are refused",
    of: /\binvalid (?:HTTP )?method\b|\bInvalid character found in method name\b|\bError parsing HTTP request header\b|\bclient sent an HTTP request to an HTTPS server\b|\bfirst record does not look like a TLS handshake\b|\btls: (?:unsupported SSLv2 handshake received|client offered only unsupported versions|no cipher suite supported by both)|\binvalid length of startup packet\b|\bunsupported frontend protocol\b|\bno PostgreSQL user name specified\b|\bInvalid receive \(size = (?:1195725856|1347375956|369296128|1212501072|1330664521)\b|\bNotSslRecord\w*|\binvalid internal transport message format\b|\bPossible SECURITY ATTACK detected\b|\bSSL_do_handshake\(\) failed[^\n]{0,200}(?:http request|wrong version number|no shared cipher|unsupported protocol|bad key share|version too low)|\bclient sent (?:plain HTTP|invalid)|\bplain HTTP request was sent to HTTPS port\b|\bbanner exchange: [^\n]{0,80}invalid format\b|\bBad protocol version identification\b|\bbad_header\b|\bdetected_unexpected_(?:tls|http)\w*|\bimproper command pipelining\b|\bfailed to receive the preface from client: [^\n]{0,60}bogus greeting\b/i,
  },
  {
    said: "paths that scanners of the internet try on everything (wp-login, .env, .git, phpmyadmin), answered as not there",
    // From the beginning of the path on: files of the application itself (/var/www/html/wp-content/) are none that somebody asked for.
    of: /(?<=["'\s\](=]|https?:\/\/[^\s"/]{1,200})(?!\/(?:var|usr|app|srv|opt|home|www|data|code|htdocs|bitnami|workspace)\/)(?:\/[\w.~-]{1,40}){0,3}(?:\/(?:wp-(?:login|admin|content|includes)|xmlrpc\.php|\.env\b|\.git\/|phpmyadmin|phpunit|cgi-bin|boaform|actuator\/gateway|HNAP1|owa\/|solr\/admin|vendor\/phpunit|\.aws\/|autodiscover|manager\/html|geoserver|sdk\b|\.well-known\/(?:security|traffic))|\/\w{1,40}\.(?:php|asp|aspx|cgi)\b)/i,
    not: /\b50[0-4]\b/,
  },
];
