// The shapes of the API that the screens read: docs/api.md says what they mean.

export interface Name {
  zh: string;
  en: string;
}
export interface Named {
  id: string;
  name: Name;
}

export type Resource =
  | 'record'
  | 'board'
  | 'task'
  | 'comment'
  | 'import'
  | 'evidence'
  | 'frozen'
  | 'account'
  | 'token'
  | 'security_journal'
  | 'verification'
  | 'decision'
  | 'pack'
  | 'system';
export type Action =
  'read' | 'create' | 'correct' | 'withdraw' | 'undo' | 'unmask' | 'export' | 'freeze' | 'decide' | 'manage';
export type RoleId =
  | 'office'
  | 'unit_officer'
  | 'unit_leader'
  | 'town_officer'
  | 'inspector'
  | 'laboratory'
  | 'business'
  | 'reviewer'
  | 'system_admin'
  | 'security_admin'
  | 'audit_admin';

export interface Session {
  account: {
    id: string;
    name: string;
    role: RoleId;
    role_name: Name;
    unit: Named | null;
    area: Named | null;
    second_factor: boolean;
    must_change_password: boolean;
  };
  csrf: string;
  may: Partial<Record<Resource, Action[]>>;
}

export interface Welcome {
  pack: { id: string; version: string; name: Name };
  simulated: boolean;
  notice: Name | null;
  demo: { password: string; accounts: { id: string; name: Name; role: RoleId; role_name: Name }[] } | null;
  sign_on: { name: Name; address: string } | null;
}

export interface City {
  pack: { id: string; version: string; name: Name };
  as_of: string;
  simulated: boolean;
  notice: Name | null;
  next_stage: { id: string; name: Name; until: string; days: number } | null;
  areas: { id: string; name: Name; kind: string; longitude: string | null; latitude: string | null }[];
  units: { id: string; ordinal: string; name: Name; duties: string }[];
  bodies: { id: string; ordinal: string; name: Name; duties: string }[];
  phases: {
    id: string;
    name: Name;
    printed: string;
    start: string | null;
    end: string | null;
    deliverables: string[];
  }[];
  open_questions: { id: string; text: Name; concerns: string[] }[];
}

export type StandingState = 'met' | 'not_met' | 'not_yet_due' | 'cannot_judge' | 'stale';

export interface Fault {
  field: string | null;
  code: string;
  what: Name;
  hint: Name | null;
}
