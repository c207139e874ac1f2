import type { Ordinary } from "./ordinary.ts";

/** What runtimes and libraries say of themselves. */
export const runtimes: readonly Ordinary[] = [
  {
    said: "notes of TensorFlow, PyTorch or CUDA that no GPU is there, so that they use the CPU",
    of: /\bCould not find cuda drivers\b|\bfailed call to cuInit\b|\bcudart\w*|\bUnable to register cu(?:FFT|DNN|BLAS)\b|\bTF-TRT Warning\b|\bcomputation placer already registered\b|\blibnvinfer\w*|\bCannot dlopen some GPU libraries\b|\bCUDA is not available\b|\bno CUDA-capable device\b|\bNo CUDA runtime is found\b|\blibcuda\.so\b|\bUser provided device_type of 'cuda'|\bonnxruntime[^\n]{0,80}(?:CUDAExecutionProvider|device_discovery)|\bbitsandbytes\b[^\n]{0,80}\bwithout GPU\b|\bkernel driver does not appear to be running on this host\b/i,
    not: /\bRuntimeError\b|\bout of memory\b|\bexit/i,
    unlessAsked: /\b(?:gpus?|cuda|nvidia|slow\w*)\b/,
  },
  {
    said: "warnings of the runtime or of libraries about what is deprecated or not configured",
    of: /\b(?:OpenJDK|Java HotSpot)[^\n]{0,40}VM warning\b|\bWARNING: (?:An illegal reflective access|Illegal reflective access|All illegal access|Use --illegal|A terminally deprecated|A restricted method|Use --enable-native|Please consider reporting|sun\.misc|java\.lang\.System::load)|\bsun\.misc\.Unsafe\b|\bSLF4J: |\blog4j:WARN\b|\b(?:Pending)?Deprecation(?:Warning)?\b|\bdeprecat\w{1,4}\b|\b(?:Experimental|Future|User|Runtime|InsecureRequest)Warning\b|\bNODE_TLS_REJECT_UNAUTHORIZED\b|\bPicked up (?:JAVA_TOOL|_JAVA)_OPTIONS\b|\bMemory overcommit must be enabled\b|\bTransparent Huge Pages\b|\bTCP backlog setting of\b|\bspring\.jpa\.open-in-view\b|\bis unavailable in (?:v[\d.]{1,6}|Kubernetes)|\bunknown field "[^"\n]{1,80}"|\bNo files matching import glob pattern\b|\bdid not match any (?:files|file)\b|\bno config(?:uration)? files? found (?:in|matching)\b/i,
    not: /\bno longer (?:served|supported|available)\b|\bno matches for kind\b|\bPermissionError\b|\bTypeError\b|\bcannot start\b/i,
  },
];
