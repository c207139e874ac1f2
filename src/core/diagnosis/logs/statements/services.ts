import { printTarget, targetIn } from "../../network/endpoint-in-text.ts";
import type { LogCause } from "./causes.ts";

const clean = (text: string): string => text.replaceAll(/\s+/g, " ").trim().slice(0, 170);

const at = (line: string): string => {
  const target = targetIn(line);
  return target && /[a-z]/i.test(target.host) ? ` at ${printTarget(target)}` : "";
};

/** What databases, queues and clouds answer when they are reached and refuse: tried before what merely says that a connection failed. */
export const logServices: readonly LogCause[] = [
  {
    code: "too-many-connections",
    title: "No free database connection",
    about:
      "The database takes no more connections, or the application's own pool has none left: too many replicas, a pool that is too large or too small, connections that are never given back, or slow queries that hold them.",
    pattern:
      /too many clients already|[Tt]oo many connections|remaining connection slots are reserved|max number of clients reached|max_user_connections|QueuePool limit of size[^\n]{0,80}|[\w.-]{1,60} - Connection is not available, request timed out[^\n]{0,90}|[Cc]onnection (?:is )?not available(?:, request timed out| within)[^\n]{0,80}|[Tt]imeout (?:acquiring|exceeded when trying to connect|waiting for (?:a |an )?(?:idle |free )?connection)[^\n]{0,60}|could not obtain (?:a )?(?:database )?connection (?:from|within)[^\n]{0,80}|(?:connection|session) pool (?:is )?(?:exhausted|full|timed out)[^\n]{0,60}|pool (?:timed out|exhausted)[^\n]{0,60}|[Nn]o more connections allowed|Cannot get a connection, pool error[^\n]{0,60}|MongoWaitQueueTimeoutError|[Tt]imed out (?:fetching|acquiring|getting|waiting for) (?:a )?(?:new )?connection (?:from|in)[^\n]{0,60}|[Ee]xhausted (?:the )?connection pool|no available connections? in (?:the )?pool|PoolExhaustedException|connection limit exceeded for|connection not available and request was dropped from queue[^\n]{0,60}|too_many_connections/,
    isLasting: true,
    says: (match, line) => `there is no free database connection left (${clean(match[0])})${at(line)}`,
    target: (_match, line) => targetIn(line),
    mend: "Find what holds the connections; lower the pool of each replica or raise the server's limit.",
  },
  {
    code: "server-read-only",
    title: "Server takes no writes",
    about:
      "The application writes to a server that only reads: a replica, a database in recovery, or one that was set read-only, often after a failover when a name still points to the old primary.",
    pattern:
      /(?:READONLY:? {0,2})?(?:You )?can't write against a read[- ]only (?:replica|slave|instance)|\bREADONLY\b:? {0,2}[Yy]ou can't[^\n]{0,60}|ReadOnlyError\b[^\n]{0,80}|[Cc]ommand cannot be issued to a (?:replica|slave)[^\n]{0,40}|[Rr]unning in read-only mode|\bnot primary\b(?: and secondaryOk)?[^\n]{0,40}|NotPrimaryError|NotMasterError|not writable primary|cannot (?:execute|write)[^\n]{0,60} (?:during recovery|on a (?:read-?only )?(?:replica|standby))|session is read-only|(?:server|node|cluster|instance) is in read-only mode|cannot execute [A-Z][A-Z ]{2,40} in a read-only transaction|running with the --(?:super-)?read-only option|NotWritablePrimary|not (?:primary|master) and (?:slaveOk|secondaryOk)=false|index \[[^\]\n]{1,120}\] blocked by: \[FORBIDDEN[^\n]{1,120}|attempt to write a readonly database|database is (?:in )?read[- ]only(?: mode)?/i,
    isLasting: true,
    says: (match, line) => `the server that it writes to is read-only (${clean(match[0])})${at(line)}`,
    target: (_match, line) => targetIn(line),
    mend: "Let the application talk to the primary, or free what put the server into read-only mode.",
  },
  {
    code: "store-full",
    title: "Data store at its limit",
    about:
      "A cache, queue or search store refuses writes because it has reached its own limit of memory or disk, which is not the container's limit.",
    pattern:
      /alarm_is_activated[^\n]{0,20}high_\w{0,20}memory_usage|[Mm]inimum free drive threshold|[Ff]ree disk space is insufficient[^\n]{0,60}|vm_memory_high_watermark set[^\n]{0,80}|OOM command not allowed when used memory[^\n]{0,40}|MISCONF Redis is configured to save RDB snapshots[^\n]{0,80}|(?:flood stage|high) disk watermark \[?[^\n]{0,60}exceeded|(?:memory|disk) (?:resource limit )?alarm (?:set|is in effect)[^\n]{0,60}|resource alarms? (?:set|in effect)[^\n]{0,60}|(?:low on|out of) (?:memory|disk)[^\n]{0,20}blocking (?:all )?(?:publishers|connections)[^\n]{0,40}|connection\.blocked[^\n]{0,40}|flood[- ]stage watermark[^\n]{0,60}|SERVER_ERROR out of memory storing object|connection (?:state: |is |was |has been )?blocked(?: by (?:the )?(?:broker|server))?[^\n]{0,60}|(?:publish\w*|producers?|blocked) (?:(?:is|are|was|were|been|blocked) ){0,2}by (?:the )?(?:broker|rabbitmq|server)[^\n]{0,60}|[Pp]ublishers (?:will be|are|were) blocked[^\n]{0,60}|description=maximum (?:bytes|messages)(?: per subject)? exceeded|nats: maximum (?:bytes|messages)(?: per subject)? exceeded|JetStream resource limits exceeded[^\n]{0,40}|insufficient (?:storage )?resources(?: available)?\b[^\n]{0,40}|(?:ProducerBlockedQuotaExceeded|backlog quota exceeded)[^\n]{0,60}|Usage\w{0,20}[^\n]{0,60}(?:limit reached|percentUsage=100%)[^\n]{0,60}|circuit_breaking_exception[^\n]{0,120}|Data too large, data for[^\n]{0,80}|es_rejected_execution_exception|(?:sample|series|ingestion rate|stream|label|tenant|chunk|cardinality)s? limit[^\n]{0,30}(?:exceeded|reached|hit)[^\n]{0,60}|maximum (?:number of )?(?:shards|messages) (?:open|per)[^\n]{0,60}/i,
    isLasting: true,
    except:
      /alarm[^\n]{0,40} cleared|cleared[^\n]{0,20} alarm|no longer blocked|insufficient resources to (?:run|schedule)|is-?blocked["':= ]{1,4}false/i,
    says: (match, line) => `the data store is full or at its limit (${clean(match[0])})${at(withoutArguments(line))}`,
    target: (_match, line) => targetIn(withoutArguments(line)),
    mend: "Free space in the store, or raise its limit (maxmemory, disk, watermark).",
  },
  {
    code: "vault-sealed",
    title: "Vault is sealed",
    about:
      "Vault runs and is sealed: after each restart somebody, or an automatic unseal, has to give it its keys. Until then it is not ready, and whoever needs a secret waits.",
    pattern:
      /^Sealed {2,30}true\b|\b[Vv]ault is sealed|"sealed": ?true|security barrier not initialized|seal configuration missing, not initialized/,
    anyLevel: true,
    isLasting: true,
    explains: [
      "pod-not-ready",
      "call-refused",
      "gateway-failing",
      "call-timed-out",
      "resource-not-ready",
      "missing-secret",
    ],
    says: (match) => `Vault is sealed and gives no secrets (${clean(match[0])})`,
    mend: "Unseal it (vault operator unseal, or mend the automatic unseal), then let those who wait start again.",
  },
  {
    code: "database-locked",
    title: "Lock held by somebody else",
    about:
      "A transaction, a migration or a file waits for a lock that another one holds: a deadlock, a migration that was killed half way, or two instances on one data directory.",
    pattern:
      /still waiting for \w{1,40}Lock on [^\n]{1,80}|waiting for (?:a |the )?(?:table |row |metadata )lock[^\n]{0,80}|[Dd]eadlock (?:detected|found when trying to get lock)[^\n]{0,80}|Lock wait timeout exceeded[^\n]{0,60}|could not obtain lock on[^\n]{0,80}|canceling statement due to lock timeout|(?:database is|table is) locked|Could not acquire (?:change ?log|migration) lock[^\n]{0,80}|Waiting for changelog lock|can't acquire (?:database )?lock|[Uu]nable to (?:lock|acquire lock)[^\n]{0,80}|[Ff]ailed to (?:obtain|acquire) (?:node |file |the )?locks?[^\n]{0,80}|resource temporarily unavailable[^\n]{0,30}lock|LockObtainFailedException[^\n]{0,160}|is already locked\b[^\n]{0,80}|[Cc]annot lock[^\n]{0,80}/,
    anyLevel: true,
    explains: ["slow-operation", "slow-request", "call-timed-out"],
    says: (match, line) => `it waits for a lock that is held elsewhere (${clean(match[0])})${at(line)}`,
    mend: "Find who holds the lock and end it; remove a stale lock only when its holder is gone.",
  },
  {
    code: "version-mismatch",
    title: "Versions do not fit together",
    about:
      "Two parts are of versions that do not work together: data written by another major version, a client too old for its server, a program compiled for a newer runtime.",
    pattern:
      /UnsupportedClassVersionError[^\n]{0,120}|has been compiled by a more recent version[^\n]{0,80}|[Uu]nsupported (?:major version|protocol version|wire version|server version|class file)[^\n]{0,80}|(?:client|server|API|schema|plugin|protocol) version [^\n]{0,60}(?:is (?:too (?:old|new)|not supported|incompatible)|mismatch)[^\n]{0,60}|version mismatch[^\n]{0,80}|(?:is|are) not compatible with (?:the )?(?:current|installed|this|server)[^\n]{0,80}|requires (?:a )?(?:newer|later|minimum) [^\n]{0,30}version[^\n]{0,60}|\b(?:requires|needs) (?:at least )?[A-Z][\w .-]{1,30} (?:version )?(?:>=? ?)?v?\d[\w.]*(?: or (?:greater|newer|later|higher|above))?[^\n]{0,40}|was built for [\w ]{2,30} version \S{1,20} but[^\n]{0,60}|compiled against a different [\w.]{2,20} version[^\n]{0,60}|NODE_MODULE_VERSION \d+[^\n]{0,60}|wrong ELF class[^\n]{0,40}|[Mm]inimum (?:required |supported )?version[^\n]{0,60}|(?:Redis|PostgreSQL|MySQL|MariaDB|MongoDB|Node(?:\.js)?|Python|Java|Kubernetes|Elasticsearch|Kafka|PHP|Ruby) (?:version )?v?\d[\w.]* (?:is )?(?:too old|too new|not supported|unsupported|required)[^\n]{0,60}|engine "?node"? is incompatible[^\n]{0,80}|requires a different Python[^\n]{0,60}|UnsupportedVersionException[^\n]{0,80}/,
    says: (_match, _line, whole) => `versions do not fit together: ${whole}`,
    mend: "Run the version that wrote the data, or upgrade it the way its documentation says.",
  },
  {
    code: "data-damaged",
    title: "Data damaged",
    about:
      "A database or queue finds its own files damaged, most often after it was killed while writing, a full disk or a fault of the volume.",
    pattern:
      /could not locate a valid checkpoint record|invalid page in block[^\n]{0,80}|[Dd]atabase page corruption[^\n]{0,60}|Bad file format reading the append only file[^\n]{0,60}|CorruptIndexException[^\n]{0,80}|TranslogCorruptedException|(?:checksum|crc) (?:mismatch|failed|error)[^\n]{0,80}|(?:file|database|index|log|segment|wal|data|block|snapshot|journal)s? (?:is|are|seems?|appears?(?: to be)?) (?:corrupt(?:ed)?|damaged)|[Cc]orrupt(?:ed)? (?:data|database|index|log|segment|wal|file|record|block|cluster)[^\n]{0,60}|[Dd]ata corruption detected[^\n]{0,60}|alarm:CORRUPT|EXT4-fs error[^\n]{0,80}|structure needs cleaning|Stale file handle|Transport endpoint is not connected|[Ii]nput\/output error/,
    except: /"?corrupt(?:ed|ions?)?(?:_total|_count)?"?[=: ]0\b/i,
    says: (match, line) => `its data cannot be read or is damaged (${clean(match[0])}): ${clean(line).slice(0, 120)}`,
    mend: "Restore from a backup or a healthy replica; look at the volume and at how the last run ended.",
  },
  {
    code: "queue-or-topic-missing",
    title: "Topic, queue or bucket missing",
    about:
      "The server is reached and does not have the topic, queue, exchange, index or bucket that the application names, or has it with other settings.",
    pattern:
      /UnknownTopicOrPartition[^\n]{0,80}|UNKNOWN_TOPIC_OR_PARTITION|Topic [\w.-]{1,120} not (?:present|found)[^\n]{0,60}|no (?:queue|exchange) '[^'\n]{1,120}' in vhost|PRECONDITION_FAILED - inequivalent arg[^\n]{0,100}|index_not_found_exception[^\n]{0,80}|no such index \[[^\]\n]{1,120}\]|NoSuchBucket|[Tt]he specified bucket does not exist|NoSuchKey|[Tt]he specified key does not exist|AWS\.SimpleQueueService\.NonExistentQueue|[Tt]he specified queue does not exist|stream not found|no (?:responders|stream) available/,
    says: (match) => `what it reads or writes does not exist on the server (${clean(match[0])})`,
    mend: "Create it, or correct its name in the configuration.",
  },
  {
    code: "cloud-quota-exceeded",
    title: "Quota of the cloud used up",
    about:
      "The cloud provider gives no more machines, disks, addresses or load balancers: a quota of the account is used up, or the zone has no capacity.",
    pattern:
      /(?:Vcpu|Instance|Address|Volume|LoadBalancer|TargetGroup|TooMany\w{0,30})LimitExceeded[^\n]{0,80}|TooManyLoadBalancers[^\n]{0,60}|[Qq]uota ['"]?[\w.-]{1,80}['"]? exceeded[^\n]{0,80}|QUOTA_EXCEEDED[^\n]{0,60}|quotaExceeded|QuotaExceeded[^\n]{0,80}|InsufficientInstanceCapacity|ZONE_RESOURCE_POOL_EXHAUSTED\w*|SkuNotAvailable|MaxSpotInstanceCountExceeded|InsufficientFreeAddressesInSubnet|PublicIPCountLimitReached|exceed(?:ed|ing|s)? (?:the |your |approved )?(?:[\w-]{1,40} )?(?:quota|limit) [^\n]{0,60}(?:account|project|subscription|region)[^\n]{0,40}/,
    says: (match) => `the cloud's quota or capacity is used up (${clean(match[0])})`,
    mend: "Ask the provider for a higher quota, free what is not used, or use another zone or size.",
  },
  {
    code: "cloud-access-denied",
    title: "Cloud refuses the identity",
    about:
      "A call to a cloud API is refused: the role or service account behind the pod lacks a permission, or there are no credentials at all.",
    pattern:
      /is not authorized to perform:? ?[\w:*]{0,80}|UnauthorizedOperation[^\n]{0,80}|AuthorizationFailed[^\n]{0,80}|googleapi: Error 403[^\n]{0,120}|Required '?[\w.]{3,80}'? permission|NoCredentialProviders[^\n]{0,60}|[Uu]nable to locate credentials|[Cc]ould not (?:find|load) (?:default |any )?credentials[^\n]{0,60}|ExpiredToken(?:Exception)?|InvalidClientTokenId|The security token included in the request is (?:invalid|expired)|AccessDenied(?:Exception)?(?:: |\b)(?!.{0,20}java\.nio)[^\n]{0,80}|ManagedIdentityCredential authentication[^\n]{0,60}|InvalidIdentityToken[^\n]{0,60}|WebIdentityErr[^\n]{0,80}|rpc error: code = PermissionDenied[^\n]{0,100}/,
    except: /java\.nio\.file\.AccessDenied/,
    says: (match, line) =>
      `the cloud or server refuses its identity, access denied (${clean(deniedIn(line) ?? match[0])})`,
    mend: "Give the role or service account the permission that the message names.",
  },
  {
    code: "key-material-unreadable",
    title: "Key, certificate or secret unreadable",
    about:
      "A certificate, key or secret value cannot be decoded: encoded twice, cut short, with the wrong line ends, or the key belongs to another certificate.",
    pattern:
      /illegal base64 data[^\n]{0,60}|[Ii]nvalid base64[^\n]{0,60}|[Ii]ncorrect padding|(?:no|failed to find any|[Cc]ould not (?:parse|read|deserialize)) (?:valid )?PEM[^\n]{0,80}|PEM (?:lib|routines)[^\n]{0,60}|private key does not match public key|key values mismatch|asn1: structure error[^\n]{0,60}|bad decrypt|keystore (?:password was incorrect|was tampered with)[^\n]{0,60}|unable to load (?:private key|certificate)[^\n]{0,60}|Could not deserialize key data|x509: malformed[^\n]{0,60}|cipher: message authentication failed|JWT (?:signature|secret)[^\n]{0,60}invalid|error decrypting[^\n]{0,80}|MAC check failed|invalid key (?:size|length)[^\n]{0,40}|[Nn]o installed keys could decrypt[^\n]{0,60}/,
    says: (match) => `a key, certificate or secret value cannot be read (${clean(match[0])})`,
    mend: "Put the value into the Secret again, encoded once, and check that key and certificate belong together.",
  },
];

/** What the identity may not do, where the message goes on to say it. */
const deniedIn = (line: string): string | undefined =>
  /\bnot authorized to perform:? ?[\w:*]{3,80}(?: on (?:resource:? )?\\{0,2}"?[\w:*./-]{3,120})?/
    .exec(line)?.[0]
    .replaceAll(/\\|"/g, "");

/** Keys of a store look like hosts with ports: `"args":["basket:58374", "{...}"]`. */
const withoutArguments = (line: string): string =>
  line.replace(/["']?(?:args|arguments|keys?)["']?\s?[:=]\s?\[[^\]]{0,4000}\]?/g, "");
