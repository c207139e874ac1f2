/** Short forms that can hardly be names: they are read wherever they stand. */
export const plainly: ReadonlyMap<string, string> = table(`
  w/=with w/o=without b4=before thru=through shld=should shud=should wld=would cld=could theres=there's wheres=where's hows=how's whos=who's plz=please pls=please plss=please
  wat=what wats=what's wot=what wich=which whch=which wanna=want_to gonna=going_to gotta=need_to hafta=need_to gimme=give_me
  lemme=let_me evry=every evryone=everyone evrything=everything evrywhere=everywhere abt=about tho=though
  evts=events evt=event evs=events hist=history annot=annotation annots=annotations anno=annotation annos=annotations
  prio=priority prios=priorities ctx=context ctxs=contexts ctxt=context imgs=images cfg=config reqs=requests vals=values
  cntr=container cntrs=containers ctr=container ctrs=containers perms=permissions msgs=messages
  deploys=deployments deps=deployments svcs=services cronz=cronjobs crons=cronjobs
  nspace=namespace nspaces=namespaces ssets=statefulsets sset=statefulset reps=replicas repl=replicas logz=logs podz=pods
  ver=version vers=versions hrs=hours secs=seconds kubecfg=kubeconfig kubeconf=kubeconfig
  nsp=namespace outta=out_of offa=off_of cuz=because bc=because coz=because cos=because r'nt=aren't kinda= sorta= ish=
  umm= um= uh= uhm= erm= er= hmm= hm= mhm= lol= ffs= thx= tnx= thnx= ty= tia= asap= rn= atm= bruh= bro= dude= mate=
  noschedule=NoSchedule noexecute=NoExecute prefernoschedule=PreferNoSchedule apisvc=apiservice apisvcs=apiservices
  nah=not srsly= wen=when whr=where hv=have gt=get shw=show dscribe=describe nd=and
`);

/** Short forms that may be names as well: they are read where no name can stand. */
export const besidesNames: ReadonlyMap<string, string> = table(`
  w=with wo=without n=and u=you r=are ur=your y=why c=see cn=can hav=have
  mem=memory cur=current curr=current val=value img=image dir=directory prev=previous desc=describe rev=revision
  warn=warnings cert=certificate certs=certificates dflt=default conf=config env=env eps=endpoints serv=service servs=services
  cms=configmaps lbl=label lbls=labels qry=query req=request lim=limit lims=limits msg=message
  mins=minutes min=min max=max del=delete rm=remove stat=status stats=status
`);

function table(text: string): ReadonlyMap<string, string> {
  return new Map(
    text
      .trim()
      .split(/\s+/)
      .map((pair) => {
        const at = pair.indexOf("=");
        return [pair.slice(0, at), pair.slice(at + 1).replaceAll("_", " ")] as const;
      }),
  );
}
