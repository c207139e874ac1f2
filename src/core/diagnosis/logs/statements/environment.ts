import type { LogCause } from "./causes.ts";

const cpuFeature = "AVX-?(?:2|512\\w*)?|SSE ?-?\\d(?:[._]\\d)?|FMA3?|POPCNT|BMI\\d?|x86-64-v\\d|AES-?NI|F16C";

/** What node, image and volumes do not give a program: settings of the kernel, the processor, files as they have to be. */
export const logEnvironment: readonly LogCause[] = [
  {
    code: "kernel-setting-too-low",
    title: "Limit of the node too low",
    about:
      "A program checks a setting or limit of the node's kernel at its start and refuses to run: vm.max_map_count, open files, threads, locked memory, asynchronous I/O. It is set on the node, by sysctl or by a privileged init container, not in the image.",
    pattern:
      /\b(?:max )?virtual memory areas?\b[^\n]{0,60}too low|\bvm\.max_map_count\b[^\n]{0,80}(?:too low|at least|must be|below|less than|increase|raise)|max file descriptors? \[?\d+\]?[^\n]{0,60}too low|max number of threads \[?\d+\]?[^\n]{0,60}too low|(?:\b(?:ulimit|nofile|RLIMIT_\w+|max_?open_?files|open files? limit|file descriptors?|fs\.(?:file-max|aio-max-nr|nr_open|inotify\.\w+)|kernel\.(?:shm\w+|sem|pid_max|threads-max|perf_event_paranoid|msg\w+)|net\.core\.\w+)\b)[^\n]{0,90}(?:too low|too small|is low\b|less than|at least|below|insufficient|not enough|must be|increase|raise)|memory locking requested[^\n]{0,60}not locked|[Uu]nable to lock JVM [Mm]emory|mlockall?[^\n]{0,40}(?:failed|Cannot allocate)|io_setup\(\) failed[^\n]{0,60}|aio-max-nr[^\n]{0,60}|maximum (?:number of )?(?:open files|file descriptors|processes|threads)[^\n]{0,60}(?:too low|too small)/i,
    except: /somaxconn|TCP backlog|[Rr]aised? (?:the )?(?:limit|nofile|RLIMIT)|[Ii]ncreased/,
    says: (_match, _line, whole) => `a setting or limit of the node is too low: ${whole}`,
    mend: "Raise the setting on the node (sysctl, or a privileged init container), and on every node that may run this pod.",
  },
  {
    code: "cpu-feature-missing",
    title: "Processor lacks instructions that the program needs",
    about:
      "The program is built for instructions of the processor (AVX, x86-64-v2 and the like) that this node, or the type of processor that its virtual machine shows, does not have. It ends with an illegal instruction, exit code 132.",
    pattern: new RegExp(
      `requires? (?:a |an )?(?:CPU|processor)s? (?:with|that supports?) [^\\n]{1,80}|CPU (?:does not|doesn't|lacks?)[^\\n]{0,20} (?:support )?[^\\n]{1,60}|\\b(?:${cpuFeature})\\b (?:instructions?|support|extensions?)?[^\\n]{0,40}(?:is |are )?(?:required|not (?:available|supported|found|detected)|missing|aren't available)|compiled to use [\\w ,.]{2,60} instructions|only be run on [\\w ]{2,30} processors with|[Ii]llegal instruction|\\bSIGILL\\b|[Uu]nsupported CPU|CPU ISA level is lower than required`,
    ),
    except: /is optimized|cpu_feature_guard|rebuild TensorFlow/,
    anyLevel: true,
    explains: ["program-fault"],
    says: (_match, _line, whole) =>
      `the processor (CPU) of the node lacks instructions that the program needs: ${whole}`,
    mend: "Run it on nodes whose processor has them (with virtual machines: CPU type host), or use a version that is built without.",
  },
  {
    code: "gpu-not-usable",
    title: "Driver or device of the node does not serve the program",
    about:
      "A program wants a GPU and finds none, or the driver of the node is older than the libraries of the image. Driver, device plugin and image have to fit together.",
    pattern:
      /(?:NVIDIA|CUDA|nvidia|cuda|ROCm|GPU) driver[^\n]{0,80}(?:too old|insufficient|not (?:found|loaded|installed)|mismatch|newer)[^\n]{0,80}|CUDA driver version is insufficient[^\n]{0,60}|[Nn]o CUDA(?:-capable)? (?:device|GPU)s?[^\n]{0,60}|[Ff]ailed to initialize NVML[^\n]{0,80}|[Dd]river\/library version mismatch|CUDA_ERROR_(?!OUT_OF_MEMORY)\w{3,40}|libcuda\.so[^\n]{0,60}(?:not found|cannot open)|no kernel image is available for execution on the device|Torch not compiled with CUDA enabled|[Nn]o GPU(?:s)? (?:found|available|detected)[^\n]{0,40}/,
    explains: ["uncaught-exception"],
    says: (_match, _line, whole) => `the GPU (CUDA) or its driver on the node does not serve the program: ${whole}`,
    mend: "Bring driver and image together: a newer driver on the node, an image for the older one, or a node that has the device.",
  },
  {
    code: "stale-lock-file",
    title: "Lock or pid file of an earlier run",
    about:
      "A file with the number of a process says that the program already runs. After a crash it was left behind, on a volume that outlives the container, and every new start finds it.",
    pattern:
      /[Aa] server is already running|[Aa]lready running (?:on|with|as)? ?\(?(?:PID|pid|process)\b[^\n]{0,80}|(?:pid ?file|PID file|[Pp]idfile|\S{1,120}\.pid)\b[^\n]{0,60}(?:already exists|exists already|is locked|exists\b|is stale)|lock file "?[^\s"]{1,120}\.pid"? already exists|is another (?:postmaster|mysqld|server|instance)[^\n]{0,40}running|\(pid \d+\) already running|[Aa]nother (?:instance|copy|server|daemon|process|node)(?: of [\w .-]{1,40})? (?:is |may be )?(?:already |still )?(?:running|active|using)[^\n]{0,80}|process (?:is )?already running with (?:pid|PID)|[Ss]tale (?:lock|pid) ?file[^\n]{0,80}(?:remove|delete|found)|\.lock(?:file)?["']? (?:file )?already exists|[Ll]ock ?file (?:"?\S{1,120}"? )?(?:already )?exists/,
    except: /[Rr]emov(?:ed|ing) (?:the )?stale|[Dd]elet(?:ed|ing) stale|[Uu]nlinking stale/,
    anyLevel: true,
    says: (_match, _line, whole) => `a lock or pid file says that it already runs: ${whole}`,
    mend: "Remove the file that an earlier run left behind, and keep such files on an emptyDir or delete them at the start.",
  },
  {
    code: "file-mode-refused",
    title: "File too open, or of the wrong owner",
    about:
      "A program refuses a key, cookie or data directory that others could read or that belongs to another user. fsGroup and defaultMode of a Secret volume set such rights.",
    pattern:
      /must (?:only )?be (?:accessible|readable|owned|writable) (?:only )?by (?:the )?(?:its )?(?:owner|root|user|group|database)[^\n]{0,60}|[Pp]ermissions? 0?\d{3,4} for ['"]?\S{1,160} are too open|permissions (?:on|of|for) \S{1,160} are too open|\btoo (?:open|permissive|broad)\b[^\n]{0,60}(?:permission|mode|file|key)|Load key [^\n]{1,120}bad permissions|[Bb]ad owner(?:ship)? or permissions[^\n]{0,100}|has (?:group or world|group|world|invalid|wrong|insecure|incorrect|bad) (?:access|permissions|ownership|mode)[^\n]{0,60}|is (?:world|group)[- ](?:writable|readable|accessible)[^\n]{0,60}|should (?:not be|be) (?:u=rwx|0[67]00|(?:group|world)[- ]\w+)[^\n]{0,60}|(?:must|should) have (?:permissions|mode) [^\n]{1,60}|(?:is|are) not owned by [^\n]{1,60}|owned by (?:a different|another|the wrong) user|[Ww]rong (?:owner|permissions?|file mode) (?:for|of|on)[^\n]{0,100}|insecure permissions[^\n]{0,60}/,
    except: /wider permissions than needed|^\s*(?:HINT|hint)/,
    anyLevel: true,
    explains: ["permission-denied", "wrong-credentials", "file-missing"],
    says: (_match, _line, whole) => `a file has the wrong owner or permissions: ${whole}`,
    mend: "Give the file the mode that is asked for: defaultMode 0400 of the Secret volume, no fsGroup on it, or a chmod in an init container.",
  },
  {
    code: "no-temporary-directory",
    title: "No place for temporary files",
    about:
      "The program finds no directory in which it may write temporary files. With readOnlyRootFilesystem nothing in the image can be written: /tmp needs a volume.",
    pattern:
      /No usable temporary directory[^\n]{0,120}|[Uu]nable to create (?:a )?temp(?:orary)? ?[Dd]ir\w*[^\n]{0,120}|(?:tempnam|mkstemp|mkdtemp|mktemp|TMPDIR|java\.io\.tmpdir|[Tt]emp(?:orary)? ?(?:dir(?:ectory)?|file|folder)s?)\b[^\n]{0,100}(?:[Rr]ead-only|not writable|not writeable|EROFS|EACCES|[Pp]ermission denied|does not exist)|[Pp]ermission denied[^\n]{0,60}['"`: ]\/(?:var\/)?tmp\b/,
    says: (_match, _line, whole) => `it has no temporary directory that it may write: ${whole}`,
    mend: "Mount an emptyDir at /tmp (or where the program looks), as the root file system is read-only or belongs to another user.",
  },
  {
    code: "shared-memory-too-small",
    title: "Shared memory too small",
    about:
      "A container has 64 MiB at /dev/shm unless a volume of medium Memory is mounted there; databases and browsers need more.",
    pattern:
      /could not (?:resize|create|map|open)[^\n]{0,20} shared memory[^\n]{0,160}|\/dev\/shm[^\n]{0,80}(?:too small|full|[Nn]o space|insufficient)|[Bb]us error[^\n]{0,80}shared memory|insufficient shared memory[^\n]{0,60}|creating shared memory in \/dev\/shm\/\S{1,80} failed/,
    says: (_match, _line, whole) => `its shared memory (/dev/shm) is too small: ${whole}`,
    mend: "Mount an emptyDir with medium: Memory at /dev/shm.",
  },
  {
    code: "data-directory-occupied",
    title: "Data directory is not empty",
    about:
      "A database that is set up for the first time wants an empty directory and finds files in it: lost+found of a fresh disk, or what a broken first start left.",
    pattern:
      /directory "?\S{1,160}"? exists but is not empty|data directory has files in it|--initialize specified but the data directory[^\n]{0,60}|(?:data|target|destination) (?:dir(?:ectory)?|path)[^\n]{0,80}(?:is )?not empty|destination path '[^'\n]{1,120}' already exists and is not an empty directory/,
    says: (_match, _line, whole) => `its data directory is not empty: ${whole}`,
    mend: "Let it use a directory below the mount (PGDATA, subPath), or clear what a broken first start left.",
  },
];
