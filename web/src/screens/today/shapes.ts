// What GET /api/v1/today and /api/v1/imports answer: as docs say it, until schema.d.ts has them.
import type { Name, Named, NextStage, StandingState } from '@/api/types';
type Day = string;
type Moment = string;
type Exact = string;
export interface DueItem {
  register: Named;
  id: number;
  name: string;
  rule: string;
  clock: Name | null;
  law: string;
  article: string;
  start: Day | null;
  due: Day;
  days: number;
  provisional: boolean;
}
export interface DueList {
  total: number;
  complete: boolean;
  items: DueItem[];
}
export interface TodayTarget {
  id: string;
  subject: Name;
  group: string;
  state: StandingState;
  reason: Name;
  value: Exact | null;
  threshold: Exact | null;
  unit: string;
  indicator: string;
  comparator: string;
  deadline: Day;
  days: number;
  what_it_takes: Name;
  to_be_confirmed: boolean;
}
export interface TodayTask {
  id: string;
  key_task: Name;
  is_lead: boolean;
  state: StandingState | null;
  records: number;
  last_entry_at: Moment | null;
}
export interface PlanDate {
  kind: 'target' | 'phase';
  id: string;
  name: Name;
  day: Day;
  days: number;
  state: StandingState | null;
}
export interface Held {
  register: Named;
  records: number;
  last_entry_at: Moment | null;
  targets: string[];
  may_enter: boolean;
}
export interface ToConfirm {
  subject: string;
  name: Name;
  concerns: string[];
}
export interface Today {
  as_of: Day;
  simulated: boolean;
  notice: Name | null;
  scope: 'city' | 'unit' | 'area' | 'own';
  unit: Named | null;
  area: Named | null;
  next_stage: NextStage | null;
  counts: { [K in StandingState]: number };
  targets: TodayTarget[];
  tasks: TodayTask[];
  late: DueList;
  due_soon: DueList;
  dates: PlanDate[];
  held: Held[];
  to_confirm: { total: number; items: ToConfirm[] } | null;
}
export interface Import {
  id: string;
  register: string;
  name: string;
  made_at: Moment;
  expires_at: Moment;
  state: 'trying' | 'tried' | 'unreadable' | 'importing' | 'imported' | 'failed';
  report: { refused: number; at: Moment } | null;
  trial: { good: number; refused: number } | null;
}
export interface Imports {
  imports: Import[];
}
