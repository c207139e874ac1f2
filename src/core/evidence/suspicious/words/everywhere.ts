import type { Vocabulary } from "../vocabulary.ts";

/** What every language uses as it is. */
export const everywhere: Vocabulary = {
  name: "every language",
  assistant:
    "ai|a i|llm|llms|assistant|assistants|copilot|chatbot|gpt|chatgpt|claude|gemini|kubetriage|k8sgpt|agent|agents|bot|ai agent|ai assistant|ai model",
  secret: "secret|secrets|token|tokens|password|passwords|credentials|kubeconfig|api key|api keys",
  object:
    "namespace|namespaces|ns|pod|pods|cluster*|klaster*|klastr*|кластер*|deployment|deployments|node|nodes|kubectl|helm|https|http|curl|registry|image|clusterrole*|clusterrolebinding|configmap|prod|pvc|serviceaccount|service account",
  power:
    "admin*|root|адмін*|админ*|amministrat*|ylläpitäjä*|rendszergazda*|διαχειριστ*|yönetici*|مدير|مسؤول|مشرف|مدیر*|ایڈمن*|מנהל*|व्यवस्थापक*|प्रशासक*|প্রশাসক*|நிர்வாகி*|నిర్వాహక*|વહીવટ*|관리자*|ადმინ*|ադմին*|አስተዳዳሪ*|msimamizi|quản trị*|pentadbir|unrestricted|dan|әкімші*|stjórnandi|správc*|beheerder|skrbnik*",
};
