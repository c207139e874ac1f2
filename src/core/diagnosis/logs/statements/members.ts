import type { LogCause } from "./causes.ts";

/** What keeps a member from its cluster, a program from its data, and a release from its migrations. */
export const logMembers: readonly LogCause[] = [
  {
    code: "member-rejected",
    title: "Member and cluster do not fit",
    about:
      "A member of a clustered store starts with data, an id or a name of another cluster, or the cluster knows it as a member whose data is gone. Usually its volume was replaced or restored, or its configuration names another cluster.",
    pattern:
      /member [0-9a-f]{4,20} has already been bootstrapped|already been bootstrapped|InconsistentClusterId|InconsistentBrokerId|[Cc]luster ?(?:ID|Id|id|UUID|uuid|name)s?\b[^\n]{0,120}(?:mismatch|(?:does not|doesn't|do not) match|differ(?:s|ent)?|!=)|(?:mismatch|different|wrong|unexpected) cluster ?(?:ID|id|UUID|name)?\b[^\n]{0,80}|previously joined a cluster[^\n]{0,120}|belongs? to (?:another|a different) (?:cluster|replica ?set|ring|node)[^\n]{0,80}|trying to join (?:the wrong|a different) cluster|snitch's (?:data ?center|rack)[^\n]{0,120}|[Mm]y id \d+ not in the peer list|(?:replica ?set|replSet)[^\n]{0,80}(?:not in|does not contain|doesn't include)[^\n]{0,60}|InvalidReplicaSetConfig[^\n]{0,100}|NodeNotFound: No host described[^\n]{0,100}|system identifier (?:differs|mismatch|does not match)[^\n]{0,80}|(?:broker|server|node|member|host)(?:[._ ]?id| with id)? ?\S{0,40} (?:is )?already (?:registered|in use|taken|a member|exists in|joined|part of)[^\n]{0,80}|doesn't match stored (?:broker|node|cluster)[.\w]{0,12}[^\n]{0,80}|not be safe to bootstrap the cluster from this node|safe_to_bootstrap[^\n]{0,60}|Reversing history: [^\n]{1,120}|our replica set name does not match|permanently removed from the cluster|(?:error validating peerURLs|member count is unequal|has no matching members?)[^\n]{0,80}|[Cc]onflicting (?:node|member) (?:id|name)[^\n]{0,60}|node ID [^\n]{1,60}(?:is taken|already exists|conflict)[^\n]{0,60}|(?:split[- ]brain|quorum lost|no quorum|lost quorum|not enough (?:members|replicas|master nodes?))[^\n]{0,80}/,
    anyLevel: true,
    says: (_match, _line, whole) => `the member and its cluster do not fit together: ${whole}`,
    mend: "See which of the two is right: remove and add the member with an empty volume, or give it back the data and id that the cluster knows.",
  },
  {
    code: "cluster-secret-differs",
    title: "Members do not share one secret",
    about:
      "The members of a cluster prove to each other that they belong together by a secret (the Erlang cookie of RabbitMQ, the gossip key of Consul, the key file of MongoDB), and one has another than the rest. Mostly the Secret was changed while the older members ran on with the old value.",
    pattern:
      /[Ee]rlang cookie[^\n]{0,120}(?:identical|mismatch|differ|match)[^\n]{0,60}|[Cc]onnection attempt from node \S{1,120} rejected\. Invalid challenge reply|[Nn]o installed keys could decrypt the message|[Gg]ossip[^\n]{0,60}(?:key|encrypt\w*)[^\n]{0,40}(?:mismatch|differ|not match|fail\w*)[^\n]{0,60}|[Ee]ncryption is configured but remote state is not encrypted|[Rr]emote state is encrypted and encryption is not configured|(?:key ?[Ff]ile|cluster (?:secret|password|key)|shared secret|cluster_secret)s?\b[^\n]{0,60}(?:mismatch|differs?|(?:do|does) not match|don't match|not the same)[^\n]{0,60}/,
    anyLevel: true,
    explains: ["member-rejected"],
    says: (_match, _line, whole) =>
      `it does not have the same secret (cookie, key) as the other members of its cluster: ${whole}`,
    mend: "Give every member the same secret: restart those that started before the Secret was changed, or set the old value back.",
  },
  {
    code: "migration-failing",
    title: "Database migration fails",
    about:
      "The migrations of the database's schema do not run: an earlier one broke off and is marked as failed, its text was changed afterwards, two branches have the same predecessor, or the statement itself fails.",
    pattern:
      /(?:found )?failed migrations?\b[^\n]{0,160}|\bP30(?:09|18)\b|Migrations? (?:have )?failed validation|[Mm]igration checksum mismatch[^\n]{0,80}|Detected (?:failed|applied|resolved) migration[^\n]{0,120}|previously applied but (?:has been modified|is missing)[^\n]{0,80}|Dirty database version \d+[^\n]{0,60}|Multiple head revisions[^\n]{0,80}|Can't locate revision[^\n]{0,80}|Conflicting migrations detected[^\n]{0,120}|InconsistentMigrationHistory[^\n]{0,120}|Validation Failed:[^\n]{0,80}change ?sets?[^\n]{0,80}|was: \S{1,60} but is now: \S{1,60}|MigrationFailedException[^\n]{0,120}|PendingMigrationError[^\n]{0,80}|[Mm]igrations are pending[^\n]{0,60}|pending migrations?\b[^\n]{0,80}|[Mm]igration (?:of |script |file |version |step |[\w./`'"-]{1,120} )?[^\n]{0,60}failed\b[^\n]{0,80}|Error (?:applying|running|executing) migration[^\n]{0,120}|need to (?:upgrade|migrate|initiali[sz]e) the database[^\n]{0,80}|[Dd]atabase (?:schema )?(?:is )?(?:not up[- ]to[- ]date|out of date|needs? (?:to be )?(?:upgrade|migrat)\w*)[^\n]{0,80}|(?:unapplied|outstanding) migrations?[^\n]{0,60}|schema (?:version|history)[^\n]{0,60}(?:mismatch|newer|older|ahead|behind)[^\n]{0,60}/,
    clearest:
      /\b(?:checksum|revision|version|head|P30\d\d|was: |predecessor|migrations?)\b[^\n]{0,80}(?:\d|["'`]\w)|was: \S{1,60} but is now/,
    except: /skipp|retrying/i,
    says: (_match, _line, whole) => `a migration of the database fails: ${whole}`,
    mend: "Finish, repair or revert the migration that the message names before the next one runs.",
  },
  {
    code: "data-of-other-version",
    title: "Data of another version",
    about:
      "The data on the volume was written by another major version than the one that runs now, mostly a newer one after a step back, and is not opened.",
    pattern:
      /database files are incompatible with server|data directory was initialized by [^\n]{1,80}|[Ii]nvalid MySQL server downgrade[^\n]{0,120}|[Cc]annot (?:downgrade|be downgraded) (?:a node |an? \w+ )?(?:from|to|server|database|data|cluster|the (?:data|cluster|server))\b[^\n]{0,100}|[Dd]owngrade (?:is )?not (?:supported|allowed|possible)[^\n]{0,60}|[Ii]nvalid featureCompatibilityVersion[^\n]{0,100}|featureCompatibilityVersion[^\n]{0,80}(?:not supported|unsupported|must be)|[Uu]nsupported redo log format[^\n]{0,60}|Can't handle RDB format version \d+|Wrong (?:or unsupported )?(?:RDB )?(?:format )?version[^\n]{0,60}|(?:index|segment|data|file|store|storage|snapshot|WAL|wal|log|keyspace|sstable|journal|database) (?:format )?(?:version|was (?:created|written|upgraded))[^\n]{0,60}(?:newer|later|higher|older|too old|not supported|unsupported|incompatible)[^\n]{0,60}|cannot be (?:opened|read|upgraded) (?:by|from|directly)[^\n]{0,80}version[^\n]{0,60}|image format version[^\n]{0,40}not supported|IndexFormatToo(?:Old|New)Exception[^\n]{0,100}|[Cc]annot upgrade (?:a node )?(?:from|directly)[^\n]{0,100}|was (?:initialized|created|last (?:opened|used)) (?:by|with) (?:a )?(?:newer|later|different) version[^\n]{0,80}/,
    explains: ["version-mismatch"],
    says: (_match, _line, whole) => `its data is of a version that does not fit the version that runs: ${whole}`,
    mend: "Run the version that wrote the data, or upgrade it step by step the way its documentation says.",
  },
];
