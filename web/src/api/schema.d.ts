// Made by `npm run types` from the API's shapes (src/api/shapes); not to be changed by hand.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    AcceptanceGap: {
      /** @enum {unknown} */
      kind:
        | 'missing'
        | 'wrong_year'
        | 'too_few'
        | 'unit_missing'
        | 'no_number'
        | 'no_file'
        | 'lost_file'
        | 'not_checked'
        | 'other_figure'
        | 'not_met'
        | 'cannot_judge'
        | 'stale';
      year: number | null;
      /** @description whose it is */
      unit: components['schemas']['Named'] | null;
      what: components['schemas']['Name'];
      /** @description what to do */
      next: components['schemas']['Name'];
      /** @description where */
      register: components['schemas']['Named'] | null;
      /** @description the record it is about */
      record: number | null;
      target: string | null;
      /** @description what is known of the document that would put it right, by field of the register */
      fill: {
        [key: string]: string;
      };
    };
    /** @description parameters of a register's list */
    RecordsFilter: {
      [key: string]: string;
    };
    AcceptanceDocument: {
      register: components['schemas']['Named'];
      record: number;
      title: string;
      day: components['schemas']['Day'] | null;
      number: string;
      unit: components['schemas']['Named'] | null;
      has_file: boolean;
      /** @description somebody saw number, seal and signature */
      is_checked: boolean;
      /** @description where a frozen dossier has its file */
      path?: string;
      sha256?: string;
    };
    AcceptanceProof: {
      id: string;
      name: components['schemas']['Name'];
      /** @enum {unknown} */
      kind: 'rule' | 'minutes' | 'plan' | 'ledger' | 'statistics' | 'photo' | 'report';
      ledgers: {
        register: components['schemas']['Named'];
        year: number;
        records: number;
        filter: components['schemas']['RecordsFilter'];
      }[];
      documents: components['schemas']['AcceptanceDocument'][];
      figures: {
        target: string;
        as_of: components['schemas']['Day'];
        state: components['schemas']['StandingState'];
        reason: components['schemas']['Name'];
      }[];
      gaps: components['schemas']['AcceptanceGap'][];
    };
    /** @enum {unknown} */
    AcceptanceState: 'heading' | 'proved' | 'lacking' | 'not_yet';
    AcceptanceItem: {
      id: string;
      /** @description the item it stands below */
      above: string | null;
      name: components['schemas']['Name'];
      text: string;
      state: components['schemas']['AcceptanceState'];
      units: components['schemas']['Named'][];
      years: number[];
      /** @description where the list gives any */
      points: string | null;
      task: string | null;
      target: string | null;
      proofs: components['schemas']['AcceptanceProof'][];
    };
    Acceptance: {
      list: string;
      name: components['schemas']['Name'];
      as_of: components['schemas']['Day'];
      simulated: boolean;
      counts: {
        proved: number;
        lacking: number;
        not_yet: number;
      };
      /** @description where the rows of an own list stand; null: the list is the plan's */
      rows: {
        register: components['schemas']['Named'];
        filter: components['schemas']['RecordsFilter'];
      } | null;
      items: {
        id: string;
        above: string | null;
        depth: number;
        name: components['schemas']['Name'];
        state: components['schemas']['AcceptanceState'];
        units: components['schemas']['Named'][];
        years: number[];
        gaps: number;
      }[];
      /** @description gaps by whose they are */
      units: {
        unit: components['schemas']['Named'] | null;
        gaps: number;
      }[];
      /** @description which lists there are */
      lists: string[];
      /** @description of a list from a table: it cannot be frozen with them */
      faults: components['schemas']['Cause'][];
    };
    DossierHead: {
      id: number;
      name: string;
      list: string;
      as_of: components['schemas']['Day'];
      at: components['schemas']['Moment'];
      by: string;
      /** @description SHA-256 of the manifest: says which dossier it is */
      manifest: string;
      /** @description SHA-256 of the key that signed it */
      key: string;
      files: number;
      bytes: number;
      records: number;
      items: number;
      gaps: number;
    };
    DossierRun: {
      name: string;
      started_at: components['schemas']['Moment'];
      by: string;
      /** @enum {unknown} */
      stage: 'standings' | 'records' | 'ledgers' | 'files' | 'report';
      done: number;
      /** @description null: not known before */
      all: number | null;
    };
    NewDossier: {
      name: string;
      /** @description the plan's own by default */
      list?: string;
      /** @description today by default */
      as_of?: components['schemas']['Day'];
    };
    Dossiers: {
      /** @description the one that is being frozen */
      running: components['schemas']['DossierRun'] | null;
      /** @description why the last came to nothing */
      failure: components['schemas']['Cause'] | null;
      dossiers: components['schemas']['DossierHead'][];
    };
    Dossier: {
      dossier: components['schemas']['DossierHead'];
      items: components['schemas']['AcceptanceItem'][];
      files: {
        name: string;
        sha256: string;
      }[];
    };
    Account: {
      id: string;
      name: string;
      role: components['schemas']['RoleId'];
      role_name: components['schemas']['Name'];
      unit: string;
      area: string;
      second_factor: boolean;
      must_change_password: boolean;
      disabled: boolean;
      /** @description who it is at the city's own provider, issuer#subject; empty: nobody */
      oidc_subject: string;
      /** @description where the digest goes; empty: nowhere */
      email: string;
      digest: components['schemas']['DigestWish'];
      changed_at: components['schemas']['Moment'];
    };
    /**
     * @description the day's work by mail, in which language
     * @enum {unknown}
     */
    DigestWish: 'none' | 'zh' | 'en';
    Accounts: {
      accounts: components['schemas']['Account'][];
    };
    NewAccount: {
      id: string;
      name?: string | null;
      role: components['schemas']['RoleId'];
      unit?: string | null;
      area?: string | null;
      email?: string | null;
      digest?: components['schemas']['DigestWish'] | null;
    };
    AccountMade: {
      id: string;
      /** @description for the first sign-in */
      password: string;
    };
    /** @description what is to be otherwise; nobody changes his own post or disables himself */
    AccountChange: {
      name?: string | null;
      role?: components['schemas']['RoleId'];
      unit?: string | null;
      area?: string | null;
      disabled?: boolean | null;
      oidc_subject?: string | null;
      email?: string | null;
      digest?: components['schemas']['DigestWish'] | null;
    };
    PasswordMade: {
      /** @description for the next sign-in */
      password: string;
    };
    Roles: {
      roles: {
        id: components['schemas']['RoleId'];
        name: components['schemas']['Name'];
        /**
         * @description what a post of the role names
         * @enum {unknown}
         */
        needs: 'unit' | 'area' | 'own' | '';
      }[];
      units: components['schemas']['Named'][];
      areas: components['schemas']['Named'][];
    };
    SecurityJournal: {
      entries: {
        seq: number;
        at: components['schemas']['Moment'];
        kind: string;
        account: string;
        peer: string;
        what: components['schemas']['Name'];
        /** @description the record it was about; empty: none */
        register: string;
        record: number;
      }[];
      /** @description the cursor of older entries */
      next: string | null;
    };
    /** @enum {unknown} */
    StandingState: 'met' | 'not_met' | 'not_yet_due' | 'cannot_judge' | 'stale';
    /** @enum {unknown} */
    Comparator: 'at_least' | 'at_most' | 'equal' | 'milestone' | 'qualitative';
    /** @description targets by state */
    StateCounts: {
      met: number;
      not_met: number;
      not_yet_due: number;
      cannot_judge: number;
      stale: number;
    };
    Figure: {
      value: components['schemas']['Exact'] | null;
      numerator: components['schemas']['Exact'] | null;
      denominator: components['schemas']['Exact'] | null;
      low: components['schemas']['Exact'] | null;
      high: components['schemas']['Exact'] | null;
      /**
       * @description whether there is a value, or why there is none
       * @enum {unknown}
       */
      known: 'value' | 'no_data' | 'zero_denominator' | 'too_small' | 'incomplete' | 'no_population';
      records: number;
    };
    JudgedFigure: {
      value: components['schemas']['Exact'] | null;
      numerator: components['schemas']['Exact'] | null;
      denominator: components['schemas']['Exact'] | null;
      low: components['schemas']['Exact'] | null;
      high: components['schemas']['Exact'] | null;
      /**
       * @description whether there is a value, or why there is none
       * @enum {unknown}
       */
      known: 'value' | 'no_data' | 'zero_denominator' | 'too_small' | 'incomplete' | 'no_population';
      records: number;
      state: components['schemas']['StandingState'];
      reason: components['schemas']['Name'];
    };
    AreaFigure: {
      value: components['schemas']['Exact'] | null;
      numerator: components['schemas']['Exact'] | null;
      denominator: components['schemas']['Exact'] | null;
      low: components['schemas']['Exact'] | null;
      high: components['schemas']['Exact'] | null;
      /**
       * @description whether there is a value, or why there is none
       * @enum {unknown}
       */
      known: 'value' | 'no_data' | 'zero_denominator' | 'too_small' | 'incomplete' | 'no_population';
      records: number;
      state: components['schemas']['StandingState'];
      reason: components['schemas']['Name'];
      name: components['schemas']['Name'];
    };
    /** @description what is lacking, and where the figure is heading */
    Outlook: {
      gap: components['schemas']['Exact'] | null;
      needed: components['schemas']['Exact'] | null;
      per_week: components['schemas']['Exact'] | null;
      forecast: components['schemas']['Forecast'] | null;
      /** @description areas below the threshold */
      behind: string[];
      /** @description areas that have nothing yet */
      missing_areas: string[];
      what_it_takes: components['schemas']['Name'];
    };
    Forecast: {
      value: number;
      low: number;
      high: number;
      periods: number;
    };
    CityFigure: {
      value: components['schemas']['Exact'] | null;
      numerator: components['schemas']['Exact'] | null;
      denominator: components['schemas']['Exact'] | null;
      low: components['schemas']['Exact'] | null;
      high: components['schemas']['Exact'] | null;
      /**
       * @description whether there is a value, or why there is none
       * @enum {unknown}
       */
      known: 'value' | 'no_data' | 'zero_denominator' | 'too_small' | 'incomplete' | 'no_population';
      records: number;
      state: components['schemas']['StandingState'];
      reason: components['schemas']['Name'];
      gap: components['schemas']['Exact'] | null;
      needed: components['schemas']['Exact'] | null;
      per_week: components['schemas']['Exact'] | null;
      forecast: components['schemas']['Forecast'] | null;
      /** @description areas below the threshold */
      behind: string[];
      /** @description areas that have nothing yet */
      missing_areas: string[];
      what_it_takes: components['schemas']['Name'];
    };
    /** @description one indicator of a target, with its outlook; for an area or a unit the outlook is the city's */
    BoardPart: {
      value: components['schemas']['Exact'] | null;
      numerator: components['schemas']['Exact'] | null;
      denominator: components['schemas']['Exact'] | null;
      low: components['schemas']['Exact'] | null;
      high: components['schemas']['Exact'] | null;
      /**
       * @description whether there is a value, or why there is none
       * @enum {unknown}
       */
      known: 'value' | 'no_data' | 'zero_denominator' | 'too_small' | 'incomplete' | 'no_population';
      records: number;
      state: components['schemas']['StandingState'];
      reason: components['schemas']['Name'];
      indicator: string;
      name: components['schemas']['Name'];
      unit: string;
      threshold: components['schemas']['Exact'] | null;
      /** @enum {unknown} */
      period: 'year' | 'month' | 'point' | 'survey';
      stretch: {
        from: components['schemas']['Day'] | null;
        to: components['schemas']['Day'];
      };
      gap?: components['schemas']['Exact'] | null;
      needed?: components['schemas']['Exact'] | null;
      per_week?: components['schemas']['Exact'] | null;
      forecast?: components['schemas']['Forecast'] | null;
      behind?: string[];
      missing_areas?: string[];
      what_it_takes?: components['schemas']['Name'];
      city?: components['schemas']['CityFigure'];
      areas?: {
        [key: string]: components['schemas']['AreaFigure'];
      };
      /** @description what belongs to no area */
      no_area?: components['schemas']['Figure'];
    };
    TargetHead: {
      id: string;
      subject: components['schemas']['Name'];
      /** @description verbatim */
      wording: string;
      group: components['schemas']['Name'];
      section: components['schemas']['Name'];
      task_rows: number[];
      units: components['schemas']['Named'][];
      comparator: components['schemas']['Comparator'];
      threshold: components['schemas']['Exact'] | null;
      threshold_certainty: components['schemas']['Certainty'];
      unit: string;
      deadline: components['schemas']['Day'];
      deadline_certainty: components['schemas']['Certainty'];
      deadline_basis: components['schemas']['Name'];
      judged_on: components['schemas']['Day'];
      state: components['schemas']['StandingState'];
      reason: components['schemas']['Name'];
      /** @description what of it is still to be confirmed */
      marks: components['schemas']['Name'][];
    };
    BoardTarget: {
      id: string;
      subject: components['schemas']['Name'];
      /** @description verbatim */
      wording: string;
      group: components['schemas']['Name'];
      section: components['schemas']['Name'];
      task_rows: number[];
      units: components['schemas']['Named'][];
      comparator: components['schemas']['Comparator'];
      threshold: components['schemas']['Exact'] | null;
      threshold_certainty: components['schemas']['Certainty'];
      unit: string;
      deadline: components['schemas']['Day'];
      deadline_certainty: components['schemas']['Certainty'];
      deadline_basis: components['schemas']['Name'];
      judged_on: components['schemas']['Day'];
      state: components['schemas']['StandingState'];
      reason: components['schemas']['Name'];
      /** @description what of it is still to be confirmed */
      marks: components['schemas']['Name'][];
      parts: components['schemas']['BoardPart'][];
    };
    BoardHead: {
      pack: components['schemas']['PackHead'];
      as_of: components['schemas']['Day'];
      simulated: boolean;
      /** @description that the records are simulated */
      notice?: components['schemas']['Name'];
      area: string | null;
    };
    /** @description every target on a day */
    Board: {
      pack: components['schemas']['PackHead'];
      as_of: components['schemas']['Day'];
      simulated: boolean;
      /** @description that the records are simulated */
      notice?: components['schemas']['Name'];
      area: string | null;
      unit: string | null;
      next_stage: components['schemas']['NextStage'] | null;
      counts: components['schemas']['StateCounts'];
      targets: components['schemas']['BoardTarget'][];
    };
    BriefTarget: {
      id: string;
      name: components['schemas']['Name'];
      state: components['schemas']['StandingState'];
      /** @description with its unit; null: there is none */
      value: string | null;
      threshold: components['schemas']['Name'];
      what_it_takes: components['schemas']['Name'];
      units: components['schemas']['Named'][];
    };
    BriefMove: {
      id: string;
      name: components['schemas']['Name'];
      from: components['schemas']['StandingState'];
      to: components['schemas']['StandingState'];
    };
    /** @description of the month, without what is secret still */
    BriefFindings: {
      found: number;
      closed: number;
      /** @description of these the day is past or they are closed */
      due: number;
      on_time: number;
      open_late: number;
    };
    /** @description items of the plan's own list, and what is lacking */
    BriefAcceptance: {
      proved: number;
      lacking: number;
      not_yet: number;
      gaps: number;
    };
    /** @description one page for whoever leads */
    Brief: {
      pack: components['schemas']['PackHead'];
      as_of: components['schemas']['Day'];
      simulated: boolean;
      /** @description that the records are simulated */
      notice?: components['schemas']['Name'];
      /** @description a month earlier, by the records as they are known now */
      before: components['schemas']['Day'];
      next_stage: components['schemas']['NextStage'] | null;
      counts: components['schemas']['StateCounts'];
      counts_before: components['schemas']['StateCounts'];
      /** @description missed, or short of it by their whole forecast */
      attention: components['schemas']['BriefTarget'][];
      better: components['schemas']['BriefMove'][];
      worse: components['schemas']['BriefMove'][];
      findings: components['schemas']['BriefFindings'] | null;
      /** @description due today, by colour */
      letters: {
        red: number;
        orange: number;
        yellow: number;
        blue: number;
      };
      acceptance: components['schemas']['BriefAcceptance'] | null;
      /** @description what the plan leaves open */
      decisions: {
        open: number;
        /** @description targets that cannot be judged and that it is about */
        not_judged: number;
        first: components['schemas']['Name'][];
      };
    };
    BurdenCounts: {
      records: number;
      /** @description of them one by one; the others came in tables */
      typed: number;
      /** @description fields that the forms of the typed ones have */
      asked: number;
      /** @description values handed in, typed or in tables */
      given: number;
      /** @description of these: what the record that it refers to says already */
      held: number;
      /** @description the pause between two entries of one account; null and 0 where too few would be told of */
      pace: {
        median_s: number | null;
        intervals: number;
      };
    };
    BurdenRegister: {
      id: string;
      name: components['schemas']['Name'];
      records: number;
      /** @description of them one by one; the others came in tables */
      typed: number;
      /** @description fields that the forms of the typed ones have */
      asked: number;
      /** @description values handed in, typed or in tables */
      given: number;
      /** @description of these: what the record that it refers to says already */
      held: number;
      /** @description the pause between two entries of one account; null and 0 where too few would be told of */
      pace: {
        median_s: number | null;
        intervals: number;
      };
      /** @description that its form has */
      fields: number;
    };
    /** @description a department: a unit or a town; both null: nobody said for whom it was entered */
    BurdenWho: {
      unit: components['schemas']['Named'] | null;
      area: components['schemas']['Named'] | null;
    };
    BurdenDepartment: {
      unit: components['schemas']['Named'] | null;
      area: components['schemas']['Named'] | null;
      records: number;
      /** @description of them one by one; the others came in tables */
      typed: number;
      /** @description fields that the forms of the typed ones have */
      asked: number;
      /** @description values handed in, typed or in tables */
      given: number;
      /** @description of these: what the record that it refers to says already */
      held: number;
      /** @description the pause between two entries of one account; null and 0 where too few would be told of */
      pace: {
        median_s: number | null;
        intervals: number;
      };
      registers: components['schemas']['BurdenRegister'][];
    };
    BurdenSide: {
      unit: components['schemas']['Named'] | null;
      area: components['schemas']['Named'] | null;
      register: components['schemas']['Named'];
      field: components['schemas']['Named'];
    };
    /** @description the same text about the same record, handed in by two departments in two registers */
    BurdenTwice: {
      one: components['schemas']['BurdenSide'];
      other: components['schemas']['BurdenSide'];
      about: components['schemas']['Named'];
      times: number;
    };
    /** @description the account of burden: of departments, never of people */
    Burden: {
      pack: components['schemas']['PackHead'];
      as_of: components['schemas']['Day'];
      simulated: boolean;
      /** @description that the records are simulated */
      notice?: components['schemas']['Name'];
      /** @description by when it was entered */
      from: components['schemas']['Day'];
      to: components['schemas']['Day'];
      all: components['schemas']['BurdenCounts'];
      departments: components['schemas']['BurdenDepartment'][];
      twice: components['schemas']['BurdenTwice'][];
      /** @description false: there were too many texts to compare all of them */
      complete: boolean;
    };
    PackHead: {
      id: string;
      version: string;
      name: components['schemas']['Name'];
    };
    NextStage: {
      id: string;
      name: components['schemas']['Name'];
      until: components['schemas']['Day'];
      /** @description left until then */
      days: number;
    };
    Area: {
      id: string;
      name: components['schemas']['Name'];
      kind: string;
      longitude: components['schemas']['Exact'] | null;
      latitude: components['schemas']['Exact'] | null;
    };
    Unit: {
      id: string;
      /** @description as the plan prints it */
      ordinal: string;
      name: components['schemas']['Name'];
      duties: string;
      /** @description areas that act as this unit together; empty: it is one */
      members: string[];
    };
    Phase: {
      id: string;
      name: components['schemas']['Name'];
      /** @description the time as the plan words it */
      printed: string;
      start: components['schemas']['Day'] | null;
      end: components['schemas']['Day'] | null;
      deliverables: string[];
    };
    OpenQuestion: {
      id: string;
      text: components['schemas']['Name'];
      concerns: string[];
    };
    /** @description the plan: areas, units, phases, what it leaves open */
    City: {
      pack: components['schemas']['PackHead'];
      as_of: components['schemas']['Day'];
      simulated: boolean;
      notice: components['schemas']['Name'] | null;
      next_stage: components['schemas']['NextStage'] | null;
      areas: components['schemas']['Area'][];
      units: components['schemas']['Unit'][];
      bodies: components['schemas']['Unit'][];
      phases: components['schemas']['Phase'][];
      open_questions: components['schemas']['OpenQuestion'][];
    };
    /** @description one version of one legal time limit */
    Clock: {
      id: string;
      rule: string;
      name: components['schemas']['Name'];
      /** @enum {unknown} */
      kind: 'deadline' | 'retention' | 'right' | 'recurring' | 'restraint' | 'quota' | 'rule';
      limit: number | null;
      /** @enum {unknown} */
      unit:
        | 'working_day'
        | 'calendar_day'
        | 'hour'
        | 'month'
        | 'year'
        | 'hour_per_year'
        | 'meal'
        | 'term'
        | 'rule';
      start_event: components['schemas']['Name'];
      law: string;
      issue: components['schemas']['Name'];
      article: string;
      effective_from: components['schemas']['Day'];
      effective_to: components['schemas']['Day'] | null;
      extension: components['schemas']['Name'];
      excluded_time: components['schemas']['Name'];
      applies_to: string;
      status: string;
      note: string;
    };
    NamedField: {
      id: string;
      name: components['schemas']['Name'];
    };
    /** @description a stage of a record's way */
    MatterState: {
      id: string;
      name: components['schemas']['Name'];
      is_end: boolean;
      /** @description begins on a day by itself */
      by_itself: boolean;
    };
    LifecycleStep: {
      id: string;
      name: components['schemas']['Name'];
      /** @description states */
      from: string[];
      /** @description states it may lead to; none: it stays where it is */
      to: string[];
      /** @description roles */
      by: string[];
      /** @description the field that gets the day of the act */
      day: components['schemas']['NamedField'] | null;
      /** @description fields that must be filled by then */
      needs: components['schemas']['NamedField'][];
      /** @description fields that may be filled */
      takes: components['schemas']['NamedField'][];
      /** @description fields that the step fills by itself */
      sets: {
        id: string;
        name: components['schemas']['Name'];
        value: string;
        /** @description the field whose value it gets instead */
        copied: components['schemas']['NamedField'] | null;
      }[];
      /** @description it is taken with a note */
      needs_reason: boolean;
      /** @description a step that another person must have taken */
      other_than: string | null;
      /** @description fields that get the number of the records alike where nothing else is given */
      counted?: {
        id: string;
        name: components['schemas']['Name'];
        value: string;
      }[];
      /** @description whether this post may take it */
      may?: boolean;
      why_not?: components['schemas']['Name'] | null;
    };
    /** @description a time limit of a record: its last day with the lines that lead to it, or why there is none */
    MatterClock: {
      id: string;
      name: components['schemas']['Name'];
      /** @description of the law's clocks; null: the day was set by hand */
      rule: string | null;
      /** @enum {unknown} */
      running: 'not_started' | 'runs' | 'late' | 'met' | 'missed' | 'untold' | 'not_countable';
      /** @description the fields whose day stops it */
      act: components['schemas']['NamedField'][];
      act_on: components['schemas']['Day'] | null;
      /** @description of a limit in hours */
      act_at: components['schemas']['Moment'] | null;
      start: components['schemas']['Day'] | null;
      due: components['schemas']['Day'] | null;
      /** @description the moment it ends, of a limit in hours whose start's moment is known */
      due_at: components['schemas']['Moment'] | null;
      /** @description of its rule, the earliest first */
      versions: {
        id: string;
        law: string;
        issue: components['schemas']['Name'];
        effective_from: components['schemas']['Day'];
        effective_to: components['schemas']['Day'] | null;
      }[];
      /** @description where several units held it in turn: for how many working days of the clock, and how many of these late */
      held: {
        unit: string;
        name: components['schemas']['Name'];
        working_days: number;
        late_working_days: number;
      }[];
      clock?: components['schemas']['Clock'];
      /** @description beyond the published calendar */
      provisional?: boolean;
      steps?: {
        day: components['schemas']['Day'];
        text: components['schemas']['Name'];
      }[];
      error?: components['schemas']['Name'];
    };
    TakenStep: {
      step: string;
      name: components['schemas']['Name'];
      day: components['schemas']['Day'];
      at: string;
      by: string;
      unit: string;
      note: string;
      /** @description of the journal */
      entry: number;
    };
    /** @description a record on its way */
    Matter: {
      register: string;
      id: number;
      state: string;
      /** @description the state that will begin by itself */
      next: {
        state: string;
        from: components['schemas']['Day'];
      } | null;
      states: components['schemas']['MatterState'][];
      /** @description that start from this state */
      steps: components['schemas']['LifecycleStep'][];
      clocks: components['schemas']['MatterClock'][];
      /** @description the version of the law that was asked for */
      as_if: string | null;
      taken: components['schemas']['TakenStep'][];
      /** @description records that its steps have started, as far as the post may read them */
      opened: {
        register: components['schemas']['Named'];
        id: number;
        name: string;
      }[];
    };
    StepTaken: {
      /** @description the day of the act; today by default */
      on?: string;
      values?: components['schemas']['TypedValues'];
      note?: string;
    };
    Lifecycle: {
      register: string;
      states: components['schemas']['MatterState'][];
      steps: components['schemas']['LifecycleStep'][];
      clocks: {
        id: string;
        name: components['schemas']['Name'];
        rule: string | null;
        act: components['schemas']['NamedField'][];
      }[];
    };
    /** @description a name or sentence in both languages */
    Name: {
      zh: string;
      en: string;
    };
    Named: {
      id: string;
      name: components['schemas']['Name'];
    };
    /** Format: date */
    Day: string;
    /**
     * Format: date-time
     * @description an instant
     */
    Moment: string;
    /** @description an exact number, as text */
    Exact: string;
    /**
     * @description whether it stands in the plan, was decided, or is only proposed
     * @enum {unknown}
     */
    Certainty: 'printed' | 'to_be_confirmed' | 'decided';
    /** @description what stands in the way */
    Cause: {
      code: string;
      what: components['schemas']['Name'];
      hint: components['schemas']['Name'] | null;
    };
    Fault: {
      /** @description the field or property that is wrong; null: all of it */
      field: string | null;
      code: string;
      what: components['schemas']['Name'];
      hint: components['schemas']['Name'] | null;
    };
    /** @description why a request was refused (RFC 9457), in both languages */
    Problem: {
      type: string;
      title: components['schemas']['Name'];
      status: number;
      detail: components['schemas']['Name'] | null;
      faults: components['schemas']['Fault'][];
      /** @description with 412: the record as it is now */
      current?: components['schemas']['Record'];
    };
    Reasoned: {
      reason: string;
    };
    /** @description a signed decision, with how it came here */
    DecisionOnPoint: {
      id: string;
      subject: string;
      value: string;
      decided_on: components['schemas']['Day'];
      decided_by: string;
      document_no: string;
      note: string;
      /** @description the decision whose place it takes */
      replaces: string | null;
      /** @description who entered it; null: it stands in the pack */
      account: string | null;
      entered_at: components['schemas']['Moment'] | null;
      is_from_pack: boolean;
      has_effect: boolean;
      /** @description the pack no longer has what it decides */
      why_not: components['schemas']['Name'] | null;
    };
    /** @description something that the plan leaves to be confirmed, or that was decided */
    DecisionPoint: {
      /** @description target:K18.threshold, task:R01.lead, indicator:ID.PARAMETER, clock:ID.roll, question:Q08.answer */
      subject: string;
      kind: components['schemas']['PointKind'];
      about: components['schemas']['Named'];
      certainty: components['schemas']['Certainty'];
      /** @description what holds now, as a decision would write it; null: nothing */
      value: string | null;
      /** @description the same for reading */
      shown: components['schemas']['Name'];
      /** @description what the plan's text says, verbatim */
      printed: string;
      /** @description why the value is proposed */
      basis: components['schemas']['Name'];
      concerns: string[];
      /** @description what a decision on it may say */
      takes: {
        /** @enum {unknown} */
        type: 'number' | 'day' | 'unit' | 'edition' | 'choice' | 'text';
        unit: string;
        choices: {
          value: string;
          name: components['schemas']['Name'];
        }[];
      };
      /** @description the one that holds */
      decision: components['schemas']['DecisionOnPoint'] | null;
      /** @description whose place it took, newest first */
      earlier: components['schemas']['DecisionOnPoint'][];
    };
    /**
     * @description of a target, of a task, of an indicator, of a time limit, of the plan's text
     * @enum {unknown}
     */
    PointKind: 'threshold' | 'deadline' | 'lead' | 'parameter' | 'definition' | 'roll' | 'question';
    Decisions: {
      points: components['schemas']['DecisionPoint'][];
      /** @description signed decisions that this version of the pack gives nothing to decide */
      without_effect: components['schemas']['DecisionOnPoint'][];
    };
    NewDecision: {
      subject: string;
      value: string;
      /** @description the day of signing, not after today */
      decided_on: components['schemas']['Day'];
      /** @description post and unit of who signed */
      decided_by: string;
      document_no: string;
      note?: string;
      /** @description id of the decision that holds now, whose place it takes */
      replaces?: string;
    };
    FigureNow: {
      /** @description false: known only when the pack is applied */
      known: boolean;
      value: components['schemas']['Exact'] | null;
      threshold: components['schemas']['Exact'] | null;
      deadline: components['schemas']['Day'];
      state: components['schemas']['StandingState'];
    };
    /** @description one figure of today's board, from what to what */
    FigureChange: {
      target: string;
      subject: components['schemas']['Name'];
      indicator: string;
      /** @description null: it was not there */
      before: components['schemas']['FigureNow'] | null;
      /** @description null: it is no longer there */
      after: components['schemas']['FigureNow'] | null;
    };
    DecisionMade: {
      decision: components['schemas']['DecisionOnPoint'];
      point: components['schemas']['DecisionPoint'];
      figures: components['schemas']['FigureChange'][];
    };
    DecisionTried: {
      /** @description as it would be */
      point: components['schemas']['DecisionPoint'];
      figures: components['schemas']['FigureChange'][];
    };
    /** @description a paper that a record can yield */
    RecordDocument: {
      id: string;
      name: components['schemas']['Name'];
      /** @enum {unknown} */
      layout: 'writ' | 'official' | 'letter' | 'form';
      /** @description of the lifecycle, that yield it; none: at any time */
      steps: {
        id: string;
        name: components['schemas']['Name'];
        /** @description the record says that it was taken */
        done: boolean;
      }[];
      /** @description the law and article, or the model form it follows */
      basis: string;
      /** @description whether it has a number */
      numbered: boolean;
      /** @description whether its text holds personal data */
      personal: boolean;
      /** @description that the next paper of its kind gets; empty where it has none */
      next_number: string;
      /** @description marks whose fields are empty: to be filled in by hand */
      blanks: string[];
      /** @description whether this post may draft and issue it */
      may: boolean;
      /** @description why it cannot be drafted */
      fault: components['schemas']['Cause'] | null;
    };
    IssuedDocument: {
      id: number;
      document: string;
      /** @description as it was called */
      name: string;
      number: string;
      signed_on: components['schemas']['Day'];
      signer: string;
      /** @description personal data: only the unmasking gives it */
      personal: boolean;
      /** @description whether a browser may show it in place */
      preview: boolean;
      /** @description what the file is called */
      file: string;
      /** @description by its content */
      type: string;
      bytes: number;
      sha256: string;
      /** @description who kept it */
      by: string;
      at: components['schemas']['Moment'];
      /** @description it was issued by mistake */
      voided: {
        at: components['schemas']['Moment'];
        by: string;
        reason: string;
      } | null;
    };
    RecordDocuments: {
      documents: components['schemas']['RecordDocument'][];
      issued: components['schemas']['IssuedDocument'][];
      may: {
        read: boolean;
        draft: boolean;
      };
      /** @description whether the server can make a PDF */
      pdf: boolean;
    };
    DocumentDraft: {
      number?: string;
      signed_on?: string;
      signer?: string;
      /** @enum {unknown} */
      as?: 'docx' | 'pdf';
    };
    /** @description a paper with its template */
    DocumentTemplate: {
      id: string;
      name: components['schemas']['Name'];
      /** @enum {unknown} */
      layout: 'writ' | 'official' | 'letter' | 'form';
      steps: components['schemas']['Named'][];
      basis: string;
      numbered: boolean;
      personal: boolean;
      register: components['schemas']['Named'];
      /** @description the office has put a file in the place of the pack's template; null: it is the pack's own */
      changed: {
        by: string;
        at: components['schemas']['Moment'];
        reason: string;
      } | null;
      /** @description why nothing can be drafted from it */
      fault: components['schemas']['Cause'] | null;
    };
    DocumentTemplates: {
      documents: components['schemas']['DocumentTemplate'][];
    };
    RecordFiles: {
      files: components['schemas']['RecordFile'][];
      may: {
        read: boolean;
        attach: boolean;
      };
    };
    RecordFile: {
      field: string;
      /** @description as whoever attached it called it */
      name: string;
      bytes: number;
      /** @description by its content */
      type: string;
      /** @description who attached it; null: it is not known */
      by: string | null;
      unit: string | null;
      at: components['schemas']['Moment'] | null;
      sha256: string;
      /** @description whether a browser may show it in place */
      preview: boolean;
      /** @description personal data: only the unmasking gives it */
      personal: boolean;
      /** @description the bytes are not on the server */
      missing: boolean;
    };
    /** @description what an indicator counts, in words and as the expressions that are run */
    Definition: {
      text: components['schemas']['Name'];
      edition: string;
      basis: components['schemas']['Name'];
      certainty: components['schemas']['Certainty'];
      /** @description stands for something the plan words without a measure */
      proxy: boolean;
      parameters: {
        id: string;
        value: components['schemas']['Exact'];
        name: components['schemas']['Name'];
        certainty: components['schemas']['Certainty'];
      }[];
      measures: {
        id: string;
        expression: string;
        exclusions: {
          when: string;
          reason: components['schemas']['Name'];
        }[];
      }[];
      value: string;
    };
    Population: {
      year: number;
      thousand: components['schemas']['Exact'];
      source: string;
      note: string;
    };
    ExplainedPart: {
      value: components['schemas']['Exact'] | null;
      numerator: components['schemas']['Exact'] | null;
      denominator: components['schemas']['Exact'] | null;
      low: components['schemas']['Exact'] | null;
      high: components['schemas']['Exact'] | null;
      /**
       * @description whether there is a value, or why there is none
       * @enum {unknown}
       */
      known: 'value' | 'no_data' | 'zero_denominator' | 'too_small' | 'incomplete' | 'no_population';
      records: number;
      state: components['schemas']['StandingState'];
      reason: components['schemas']['Name'];
      indicator: string;
      name: components['schemas']['Name'];
      unit: string;
      threshold: components['schemas']['Exact'] | null;
      /** @enum {unknown} */
      period: 'year' | 'month' | 'point' | 'survey';
      stretch: {
        from: components['schemas']['Day'] | null;
        to: components['schemas']['Day'];
      };
      gap?: components['schemas']['Exact'] | null;
      needed?: components['schemas']['Exact'] | null;
      per_week?: components['schemas']['Exact'] | null;
      forecast?: components['schemas']['Forecast'] | null;
      behind?: string[];
      missing_areas?: string[];
      what_it_takes?: components['schemas']['Name'];
      city?: components['schemas']['CityFigure'];
      areas?: {
        [key: string]: components['schemas']['AreaFigure'];
      };
      /** @description what belongs to no area */
      no_area?: components['schemas']['Figure'];
      definition: components['schemas']['Definition'];
      population?: components['schemas']['Population'] | null;
      by_month: components['schemas']['MonthFigure'][];
      by_unit: {
        unit: string;
        name: components['schemas']['Name'];
        numerator: components['schemas']['Exact'] | null;
        denominator: components['schemas']['Exact'] | null;
      }[];
    };
    MonthFigure: {
      value: components['schemas']['Exact'] | null;
      numerator: components['schemas']['Exact'] | null;
      denominator: components['schemas']['Exact'] | null;
      low: components['schemas']['Exact'] | null;
      high: components['schemas']['Exact'] | null;
      /**
       * @description whether there is a value, or why there is none
       * @enum {unknown}
       */
      known: 'value' | 'no_data' | 'zero_denominator' | 'too_small' | 'incomplete' | 'no_population';
      records: number;
      day: components['schemas']['Day'];
    };
    SignedDecision: {
      id: string;
      subject: string;
      value: string;
      decided_on: components['schemas']['Day'];
      decided_by: string;
      document_no: string;
    };
    /** @description a target with everything behind it but the records */
    Explanation: {
      pack: components['schemas']['PackHead'];
      as_of: components['schemas']['Day'];
      simulated: boolean;
      /** @description that the records are simulated */
      notice?: components['schemas']['Name'];
      area: string | null;
      target: {
        id: string;
        subject: components['schemas']['Name'];
        /** @description verbatim */
        wording: string;
        group: components['schemas']['Name'];
        section: components['schemas']['Name'];
        task_rows: number[];
        units: components['schemas']['Named'][];
        comparator: components['schemas']['Comparator'];
        threshold: components['schemas']['Exact'] | null;
        threshold_certainty: components['schemas']['Certainty'];
        unit: string;
        deadline: components['schemas']['Day'];
        deadline_certainty: components['schemas']['Certainty'];
        deadline_basis: components['schemas']['Name'];
        judged_on: components['schemas']['Day'];
        state: components['schemas']['StandingState'];
        reason: components['schemas']['Name'];
        /** @description what of it is still to be confirmed */
        marks: components['schemas']['Name'][];
        other_wordings: string[];
        parts: components['schemas']['ExplainedPart'][];
      };
      open_questions: {
        id: string;
        text: components['schemas']['Name'];
      }[];
      decisions: components['schemas']['SignedDecision'][];
    };
    FrozenHead: {
      id: string;
      name: string;
      /** @description the day the figures stand at */
      as_of: components['schemas']['Day'];
      /** @description when it was frozen */
      at: components['schemas']['Moment'];
      account: string;
      /** @description the account's name */
      by: string;
      /** @description SHA-256 over all that is frozen */
      hash: string;
      /** @description whether what is kept is still what was frozen */
      is_as_frozen: boolean;
    };
    FrozenBoards: {
      frozen: components['schemas']['FrozenHead'][];
    };
    NewFrozen: {
      name: string;
      /** @description today by default */
      as_of?: components['schemas']['Day'];
    };
    FrozenBoard: {
      frozen: components['schemas']['FrozenHead'];
      board: components['schemas']['Board'];
    };
    FrozenTarget: {
      frozen: components['schemas']['FrozenHead'];
      target: components['schemas']['Explanation'];
    };
    Imports: {
      imports: components['schemas']['Import'][];
    };
    /** @description a table that was sent; the trial writes nothing */
    Import: {
      id: string;
      register: string;
      name: string;
      bytes: number;
      made_at: components['schemas']['Moment'];
      expires_at: components['schemas']['Moment'];
      /** @enum {unknown} */
      state: 'trying' | 'tried' | 'unreadable' | 'importing' | 'imported' | 'failed';
      /** @description moves with the choices */
      revision: number;
      choices: components['schemas']['ImportChoices'];
      /** @description of the trial or import under way */
      rows_done: number;
      /** @description these very bytes were imported before, whole */
      known_file: boolean;
      understood: components['schemas']['Understood'] | null;
      trial: components['schemas']['ImportTrial'] | null;
      report: components['schemas']['ImportReport'] | null;
      problem: components['schemas']['Cause'] | null;
    };
    ImportChoices: {
      sheet: string;
      header_row: number | null;
      /** @enum {unknown} */
      on_existing: 'refuse' | 'correct';
      columns: {
        column: number;
        fields: string[];
      }[];
      cells: {
        row: number;
        column: number;
        text: string;
      }[];
    };
    ImportChange: {
      /** @description another one forgets what was chosen of columns and cells */
      sheet?: string;
      /** @description the header's last row; null: find it */
      header_row?: number | null;
      /** @enum {unknown} */
      on_existing?: 'refuse' | 'correct';
      /** @description which fields a column gives; none: it is passed over; null: as it is found */
      columns?: {
        column: number;
        fields: string[] | null;
      }[];
      /** @description what a cell should say; null: as it was sent */
      cells?: {
        row: number;
        column: number;
        text: string | null;
      }[];
    };
    ImportConfirmation: {
      /** @description of what was looked at */
      revision: number;
    };
    Understood: {
      sheet: string;
      sheets: string[];
      /** @enum {unknown} */
      format: 'csv' | 'xlsx' | 'xls';
      encoding: string;
      /** @description first and last, as a spreadsheet numbers them */
      header_rows: number[];
      notes: components['schemas']['Name'][];
      simulated: boolean;
      columns: components['schemas']['UnderstoodColumn'][];
      /** @description fields that no column gives */
      missing: {
        field: string;
        required: boolean;
      }[];
      /** @description fields that the sender's post gives where the table does not say */
      filled: {
        field: string;
        text: string;
        shown: string;
      }[];
    };
    UnderstoodColumn: {
      /** @description from 0 */
      column: number;
      letter: string;
      header: string;
      samples: string[];
      passed_over: boolean;
      /** @description one; several where a column holds several fields */
      parts: {
        header: string;
        field: string | null;
        suggestion: string | null;
        /** @enum {unknown} */
        how:
          | 'name'
          | 'english_name'
          | 'id'
          | 'alias'
          | 'remembered'
          | 'chosen'
          | 'suggested'
          | 'duplicate'
          | 'none';
        unit: string;
      }[];
    };
    ImportCounts: {
      rows: number;
      created: number;
      corrected: number;
      same: number;
      refused: number;
      /** @description totals, footers, repeated headers, examples */
      passed_over: number;
      took_ms: number;
    };
    ImportTrial: {
      rows: number;
      created: number;
      corrected: number;
      same: number;
      refused: number;
      /** @description totals, footers, repeated headers, examples */
      passed_over: number;
      took_ms: number;
      /** @description would be created or corrected */
      good: number;
    };
    ImportReport: {
      rows: number;
      created: number;
      corrected: number;
      same: number;
      refused: number;
      /** @description totals, footers, repeated headers, examples */
      passed_over: number;
      took_ms: number;
      batch: number;
      at: components['schemas']['Moment'];
    };
    RefusedRows: {
      total: number;
      rows: {
        /** @description as the source numbers it */
        row: number;
        cells: {
          column: number;
          text: string;
          corrected: boolean;
        }[];
        reasons: {
          column: number | null;
          field: string | null;
          what: components['schemas']['Name'];
        }[];
      }[];
      next: string | null;
    };
    Batches: {
      batches: components['schemas']['Batch'][];
      next: string | null;
    };
    Batch: {
      id: number;
      register: string;
      name: string;
      actor: string;
      unit: string;
      at: components['schemas']['Moment'];
      created: number;
      corrected: number;
      same: number;
      refused: number;
      undone_at: components['schemas']['Moment'] | null;
      may: {
        undo: boolean;
      };
    };
    BatchUndone: {
      batch: components['schemas']['Batch'];
      withdrawn: number;
      taken_back: number;
    };
    PackApplied: {
      at: components['schemas']['Moment'];
      /** @description who, at the desk; empty: on the command line */
      by: string;
      /** @description version before; empty: the first */
      from: string;
      to: string;
      hash: string;
      reason: string;
    };
    PackState: {
      pack: components['schemas']['PackHead'];
      /** @description the packs it stands on, lowest first, itself last */
      chain: string[];
      /** @description the document it was read from */
      source: string;
      /** @description SHA-256 over its files */
      hash: string;
      applied_at: components['schemas']['Moment'] | null;
      /** @description null: on the command line, or by a program before this one */
      applied_by: string | null;
      reason: string | null;
      counts: {
        kind: string;
        name: components['schemas']['Name'];
        number: number;
      }[];
      /** @description newest first */
      history: components['schemas']['PackApplied'][];
      /** @description the version that waits to be applied */
      preview: components['schemas']['PackPreview'] | null;
    };
    PackChange: {
      /** @enum {unknown} */
      kind:
        | 'plan'
        | 'target'
        | 'threshold'
        | 'deadline'
        | 'indicator'
        | 'register'
        | 'field'
        | 'lifecycle'
        | 'document'
        | 'task'
        | 'unit'
        | 'area'
        | 'population'
        | 'clock'
        | 'calendar'
        | 'phase'
        | 'date'
        | 'safeguard'
        | 'system'
        | 'letter'
        | 'appraisal'
        | 'sign'
        | 'acceptance'
        | 'acceptance_item'
        | 'questionnaire'
        | 'open_question';
      id: string;
      name: components['schemas']['Name'];
      /** @enum {unknown} */
      change: 'added' | 'changed' | 'removed';
      /** @description what of it matters, a line each */
      before: string | null;
      after: string | null;
    };
    PackPreview: {
      /** @description names it when it is applied */
      hash: string;
      made_at: components['schemas']['Moment'];
      by: string;
      pack: components['schemas']['PackHead'];
      /** @description that came in the archive */
      files: number;
      /** @description the files are those in force */
      is_same: boolean;
      changes: components['schemas']['PackChange'][];
      /** @description of today's board */
      figures: components['schemas']['FigureChange'][];
      /** @description false: some are known only when it is applied */
      figures_complete: boolean;
      /** @description signed decisions that it would give nothing to decide */
      idle_decisions: components['schemas']['DecisionOnPoint'][];
    };
    PackApplication: {
      hash: string;
      reason: string;
    };
    RecordsAlike: {
      alike: {
        id: string;
        name: components['schemas']['Name'];
        register: components['schemas']['Named'];
        /** @description a record that meets one cannot be entered */
        refuses: boolean;
        /** @description also those that the post may not read; 500 at most */
        total: number;
        /** @description that the post may read, the newest first, 20 at most */
        records: {
          id: number;
          name: string;
        }[];
      }[];
    };
    /** @description a record in a list: values as people read them, personal data masked */
    ListedRecord: {
      id: number;
      /** @description that entered it */
      unit: string;
      area: string | null;
      /** @description what a correction's If-Match is held against */
      etag: string;
      name: string;
      values: {
        [key: string]: string;
      };
    };
    RecordPage: {
      register: string;
      /** @description how many there are, when it was asked for */
      total: number | null;
      records: components['schemas']['ListedRecord'][];
      /** @description the cursor of the next page */
      next: string | null;
    };
    /** @description values by field, as in a cell: 2022年9月1日, 12.5 公斤, a town's usual name; null or empty: no value */
    TypedValues: {
      [key: string]: string | null;
    };
    Prefill: {
      /** @description by field; a field that nobody knows is not there */
      values: {
        [key: string]: components['schemas']['PrefilledValue'];
      };
    };
    PrefilledValue: {
      /** @description as a form holds it */
      text: string;
      shown: string;
      /** @description the own post, the day, or a record that the form refers to */
      from: {
        /** @enum {unknown} */
        kind: 'post' | 'day' | 'record';
        register?: string;
        id?: number;
        name?: string;
      };
    };
    NewRecord: {
      values: components['schemas']['TypedValues'];
    };
    Correction: {
      values: components['schemas']['TypedValues'];
      reason: string;
    };
    RecordMade: {
      register: string;
      id: number;
    };
    Record: {
      register: string;
      id: number;
      /** @description that entered it */
      unit: string;
      name: string;
      withdrawn: boolean;
      /** @description by field, canonical; personal data is null; what has no value is not there */
      values: {
        [key: string]: string | null;
      };
      /** @description by field, as people read them, personal data masked */
      shown: {
        [key: string]: string;
      };
      /** @description the fields that are masked */
      masked: string[];
      /** @description what this post may do with this record */
      may: {
        correct: boolean;
        withdraw: boolean;
        unmask: boolean;
      };
    };
    Unmasked: {
      values: {
        [key: string]: string;
      };
      shown: {
        [key: string]: string;
      };
    };
    History: {
      register: string;
      id: number;
      entries: {
        seq: number;
        at: components['schemas']['Moment'];
        /** @enum {unknown} */
        action: 'create' | 'correct' | 'withdraw' | 'undo';
        actor: string;
        unit: string;
        /** @description the import it came with; 0: none */
        batch: number;
        reason: string;
        fields: {
          field: string;
          before: string;
          after: string;
        }[];
        hash: string;
      }[];
    };
    /** @description what this post may do in a register at all; a record says for itself */
    MayDo: {
      read: boolean;
      create: boolean;
      correct: boolean;
      withdraw: boolean;
      unmask: boolean;
      export: boolean;
    };
    RegisterHead: {
      id: string;
      name: components['schemas']['Name'];
      group: components['schemas']['Name'];
      help: components['schemas']['Name'];
      may: components['schemas']['MayDo'];
      /** @description that this post may see, when it was asked for */
      records?: number;
      last_entry_at?: components['schemas']['Moment'] | null;
    };
    Registers: {
      registers: components['schemas']['RegisterHead'][];
    };
    Field: {
      id: string;
      name: components['schemas']['Name'];
      help: components['schemas']['Name'];
      /** @enum {unknown} */
      type:
        | 'text'
        | 'code'
        | 'enumeration'
        | 'integer'
        | 'decimal'
        | 'date'
        | 'timestamp'
        | 'boolean'
        | 'unit'
        | 'area'
        | 'reference'
        | 'person'
        | 'file';
      required: boolean;
      personal: boolean;
      /** @description what the number is kept in: kg, %, ... */
      unit: string;
      accepted_units: string[];
      /** @description decimal places kept */
      scale: number;
      minimum: components['schemas']['Exact'] | null;
      maximum: components['schemas']['Exact'] | null;
      max_length: number;
      /** @description of the whole text; empty: any */
      pattern: string;
      /** @description the register that a reference leads to */
      refers_to: string;
      options: {
        code: string;
        name: components['schemas']['Name'];
      }[];
      example: string;
    };
    /** @description a register's definition: what its form is made from */
    Register: {
      id: string;
      name: components['schemas']['Name'];
      group: components['schemas']['Name'];
      help: components['schemas']['Name'];
      may: components['schemas']['MayDo'];
      /** @description that this post may see, when it was asked for */
      records?: number;
      last_entry_at?: components['schemas']['Moment'] | null;
      pack: string;
      area_field: string;
      unit_field: string;
      label_field: string;
      keys: string[][];
      fields: components['schemas']['Field'][];
      rules: {
        id: string;
        message: components['schemas']['Name'];
      }[];
      /** @description whether its records move through states */
      has_lifecycle: boolean;
    };
    /** @description a question to a register that somebody keeps for himself */
    Filter: {
      id: string;
      name: string;
      /** @description as it stands behind the list's address */
      query: string;
    };
    Filters: {
      filters: components['schemas']['Filter'][];
    };
    NewFilter: {
      name: string;
      query?: string | null;
    };
    RehearsalRecord: {
      register: components['schemas']['Named'];
      id: number;
      name: string;
    };
    RehearsalCheck: {
      /** @enum {unknown} */
      state: 'holds' | 'lacks' | 'not_judged';
      said: components['schemas']['Name'];
      /** @description what to do; null: nothing lacks */
      next: components['schemas']['Name'] | null;
      /** @description that it is about, beside the one drawn */
      record: components['schemas']['RehearsalRecord'] | null;
    };
    RehearsalDrawn: {
      /** @enum {unknown} */
      kind: 'place' | 'record' | 'figure';
      /** @description of a place or a record */
      record: components['schemas']['RehearsalRecord'] | null;
      /** @description of a figure; its town is `area`, null: the city's */
      target: components['schemas']['Named'] | null;
      /** @description whose it is to mend */
      unit: components['schemas']['Named'] | null;
      area: components['schemas']['Named'] | null;
      lacking: number;
      checks: components['schemas']['RehearsalCheck'][];
    };
    RehearsalOwner: {
      unit: components['schemas']['Named'] | null;
      area: components['schemas']['Named'] | null;
      lacking: number;
    };
    /** @description the acceptance rehearsed: the same seed on the same books draws the same */
    Rehearsal: {
      pack: components['schemas']['PackHead'];
      as_of: components['schemas']['Day'];
      simulated: boolean;
      /** @description that the records are simulated */
      notice?: components['schemas']['Name'];
      seed: number;
      /** @description working days by the pack */
      mend_by: components['schemas']['Day'];
      drawn: components['schemas']['RehearsalDrawn'][];
      lacking: number;
      owners: components['schemas']['RehearsalOwner'][];
    };
    RecordShown: {
      register: components['schemas']['Named'];
      id: number;
      /** @description its key and label, personal data masked */
      name: string;
      /** @description that its year is told by */
      day: components['schemas']['Day'] | null;
      area: components['schemas']['Named'] | null;
      unit: components['schemas']['Named'] | null;
    };
    /** @description a record with the field that holds the file */
    EvidenceShown: {
      register: components['schemas']['Named'];
      id: number;
      /** @description its key and label, personal data masked */
      name: string;
      /** @description that its year is told by */
      day: components['schemas']['Day'] | null;
      area: components['schemas']['Named'] | null;
      unit: components['schemas']['Named'] | null;
      field: string;
      /** @description as whoever attached it called it, else the field's name */
      file: string;
    };
    SnippetPiece: {
      text: string;
      marked: boolean;
    };
    FoundRecord: {
      register: components['schemas']['Named'];
      id: number;
      /** @description its key and label, personal data masked */
      name: string;
      /** @description that its year is told by */
      day: components['schemas']['Day'] | null;
      area: components['schemas']['Named'] | null;
      unit: components['schemas']['Named'] | null;
      field: components['schemas']['Named'];
      snippet: components['schemas']['SnippetPiece'][];
    };
    FoundFile: {
      /** @description that hold it and may be read, at most five */
      records: components['schemas']['EvidenceShown'][];
      page: number | null;
      snippet: components['schemas']['SnippetPiece'][];
    };
    /** @description what cannot be found yet, or never, of what the post may see */
    NotThere: {
      /** @description entries of the journal that are not followed yet */
      behind: number;
      /** @description files that nobody has read yet */
      unread: number;
      unreadable: {
        why: components['schemas']['Cause'];
        files: number;
        /** @description some that hold such a file, at most five */
        records: components['schemas']['EvidenceShown'][];
      }[];
    };
    Found: {
      records: components['schemas']['FoundRecord'][];
      next_records: string | null;
      files: components['schemas']['FoundFile'][];
      next_files: string | null;
      /** @description a page ended before it was full: too much was looked at; the next one goes on */
      gave_up: boolean;
      /** @description null behind the first page */
      not_there: components['schemas']['NotThere'] | null;
    };
    PhotosAlike: {
      /** @description that the post may see and that were compared */
      photos: number;
      pairs: {
        first: components['schemas']['EvidenceShown'];
        second: components['schemas']['EvidenceShown'];
        /** @description bits of 64 */
        distance: number;
        /** @description to the byte */
        same_file: boolean;
        across_areas: boolean;
      }[];
      more: boolean;
      not_there: components['schemas']['NotThere'];
    };
    /** @enum {unknown} */
    RoleId:
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
    /** @enum {unknown} */
    Resource:
      | 'record'
      | 'board'
      | 'task'
      | 'comment'
      | 'import'
      | 'evidence'
      | 'frozen'
      | 'supervision'
      | 'account'
      | 'token'
      | 'security_journal'
      | 'verification'
      | 'decision'
      | 'pack'
      | 'system';
    /** @enum {unknown} */
    Action:
      | 'read'
      | 'create'
      | 'correct'
      | 'withdraw'
      | 'undo'
      | 'unmask'
      | 'export'
      | 'freeze'
      | 'decide'
      | 'manage';
    Credentials: {
      account: string;
      password: string;
      /** @description six digits of the second factor, where there is one */
      code?: string | null;
    };
    /** @description who is signed in, and what he may do */
    Session: {
      account: {
        id: string;
        name: string;
        role: components['schemas']['RoleId'];
        role_name: components['schemas']['Name'];
        unit: components['schemas']['Named'] | null;
        area: components['schemas']['Named'] | null;
        /** @description whether he has one */
        second_factor: boolean;
        must_change_password: boolean;
        /** @description where the digest goes; empty: nowhere */
        email: string;
        digest: components['schemas']['DigestWish'];
      };
      /** @description the page's mark, X-Shian-CSRF; empty for a token */
      csrf: string;
      /** @description actions by resource, as the policy has them for the role; what is not there is not allowed */
      may: {
        [key: string]: components['schemas']['Action'][];
      };
    };
    /** @description what the sign-in page shows before anybody is known */
    Welcome: {
      pack: {
        id: string;
        version: string;
        name: components['schemas']['Name'];
      };
      simulated: boolean;
      notice: components['schemas']['Name'] | null;
      demo: components['schemas']['Demo'] | null;
      sign_on: components['schemas']['SignOn'] | null;
    };
    /** @description accounts that anybody may try, in a simulated store */
    Demo: {
      password: string;
      accounts: components['schemas']['DemoAccount'][];
    };
    DemoAccount: {
      id: string;
      name: components['schemas']['Name'];
      role: components['schemas']['RoleId'];
      role_name: components['schemas']['Name'];
    };
    /** @description the city's own provider, and where to go for it */
    SignOn: {
      name: components['schemas']['Name'];
      address: string;
    };
    OpenSession: {
      id: string;
      /** @description whether it is the one that asks */
      is_this: boolean;
      begun_at: components['schemas']['Moment'];
      seen_at: components['schemas']['Moment'];
      /** @description the address it came from */
      peer: string;
      /** @description what its browser says of itself */
      agent: string;
      /** @description whether it was begun with one */
      second_factor: boolean;
    };
    OpenSessions: {
      sessions: components['schemas']['OpenSession'][];
    };
    PasswordAgain: {
      /** @description of everybody who has one here */
      password?: string | null;
    };
    OwnPassword: {
      password: string;
    };
    Code: {
      /** @description six digits of the second factor */
      code: string;
    };
    PasswordAndCode: {
      password: string;
      /** @description six digits of the second factor */
      code: string;
    };
    /** @description for the authenticator; counts once its first code has confirmed it */
    SecondFactor: {
      secret: string;
      /** @description otpauth://totp/... */
      uri: string;
      /** @description the same as a QR code */
      qr_svg: string;
    };
    Token: {
      id: string;
      name: string;
      may_write: boolean;
      created_at: components['schemas']['Moment'];
      expires_at: components['schemas']['Moment'];
      last_used_at: components['schemas']['Moment'] | null;
    };
    Tokens: {
      tokens: components['schemas']['Token'][];
    };
    NewToken: {
      name: string;
      /** @description false: it may only read */
      may_write?: boolean | null;
      /** @description how long it lives */
      days: number;
    };
    TokenMade: {
      id: string;
      /** @description shown once: Authorization: Bearer ... */
      secret: string;
    };
    OwnDigest: {
      digest: components['schemas']['DigestWish'];
    };
    PasswordChange: {
      old: string;
      new: string;
    };
    /**
     * @description its unit's own affair; explained; the explanation accepted; not convincing; not answered in time
     * @enum {unknown}
     */
    SignStage: 'told' | 'explained' | 'accepted' | 'unconvinced' | 'unanswered';
    SignValue: {
      field: string;
      name: components['schemas']['Name'];
      value: string;
    };
    SignRecord: {
      register: components['schemas']['Named'];
      id: number;
      name: string;
      entered_on: components['schemas']['Day'] | null;
      /** @description a late entry, which is allowed */
      late: boolean;
      /** @description what the sign looks at */
      values: components['schemas']['SignValue'][];
    };
    SignFound: {
      key: string;
      why: components['schemas']['Name'];
      owners: {
        unit: components['schemas']['Named'] | null;
        area: components['schemas']['Named'] | null;
      }[];
      from: components['schemas']['Day'] | null;
      until: components['schemas']['Day'] | null;
      figures: {
        name: components['schemas']['Name'];
        value: string;
      }[];
      /** @description records that make it */
      total: number;
      /** @description the first of them that the post may read */
      records: components['schemas']['SignRecord'][];
      stage: components['schemas']['SignStage'];
      stage_name: components['schemas']['Name'];
      since: components['schemas']['Day'] | null;
      answer_due: components['schemas']['Day'] | null;
      /** @description records in the register of answers */
      answers: number[];
      /** @description what the records have in common; nobody is named to others */
      common: components['schemas']['SignValue'][];
      /** @description of the first records, those that the post may not read */
      hidden: number;
      /** @description the post's unit answers */
      is_own: boolean;
      /** @description what the record of an answer begins with; null: there is nothing to be entered */
      answer_values: {
        [key: string]: string;
      } | null;
    };
    Sign: {
      id: string;
      name: components['schemas']['Name'];
      /** @description why it is a sign */
      why: components['schemas']['Name'];
      /** @description what else it may be */
      harmless: components['schemas']['Name'];
      register: components['schemas']['Named'] | null;
      /** @description the register held against it */
      against: components['schemas']['Named'] | null;
      /** @description on the simulated year: of so many judged so many were taken for one; null: not measured */
      false_alarms: {
        judged: number | null;
        raised: number | null;
        how: components['schemas']['Name'];
      };
      total: number;
      found: components['schemas']['SignFound'][];
    };
    Signs: {
      as_of: components['schemas']['Day'];
      simulated: boolean;
      is_office: boolean;
      /** @description how a sign is answered: the register of answers and its fields */
      path: {
        register: string;
        answer_days: number;
        late_days: number;
        kind: string;
        explained: string;
        corrected: string;
        text: string;
        answered: string;
      } | null;
      signs: components['schemas']['Sign'][];
    };
    /** @enum {unknown} */
    Colour: 'blue' | 'yellow' | 'orange' | 'red';
    LetterDue: {
      /** @description what its draft is filed under: by it the draft is asked for */
      number: string;
      colour: components['schemas']['Colour'];
      rule: components['schemas']['Named'];
      /** @description which paper is drafted */
      paper: string;
      basis: components['schemas']['Name'];
      /** @description of the record it is about; null: a target */
      register: components['schemas']['Named'] | null;
      record: number | null;
      target: string | null;
      /** @description the record's key or the target's id */
      about: string;
      matter: components['schemas']['Name'];
      /** @description who is written to */
      unit: components['schemas']['Named'] | null;
      area: components['schemas']['Named'] | null;
      /** @description posts */
      to: components['schemas']['Named'][];
      /** @description as it was extended; null: about a target */
      due: components['schemas']['Day'] | null;
      /** @description since the due day; negative before it */
      working_days: number | null;
      /** @description counted over days whose holidays are not published yet */
      provisional: boolean;
      /** @description working days to answer in; 0: no answer is asked */
      answer_days: number;
      /** @description line by line */
      why: components['schemas']['Name'][];
      /** @description less grave letters about the same: it escalates */
      written: {
        record: number;
        document_no: string;
        colour: components['schemas']['Colour'];
        issued_on: components['schemas']['Day'] | null;
      }[];
    };
    LetterKept: {
      record: number;
      document_no: string;
      title: string;
      kind: string;
      colour: components['schemas']['Colour'];
      unit: components['schemas']['Named'] | null;
      area: components['schemas']['Named'] | null;
      /** @description of the record it is about; null: a target */
      register: components['schemas']['Named'] | null;
      about_record: number | null;
      target: string | null;
      about: string;
      /** @description null: a draft */
      issued_on: components['schemas']['Day'] | null;
      due_on: components['schemas']['Day'] | null;
      answered_on: components['schemas']['Day'] | null;
      state: components['schemas']['Named'];
    };
    Letters: {
      as_of: components['schemas']['Day'];
      simulated: boolean;
      /** @description how many rules of letters the pack has */
      rules: number;
      /** @description the register of letters; null: the pack has none */
      kept_in: components['schemas']['Named'] | null;
      /** @description false: only letters that were sent to the post */
      may_draft: boolean;
      /** @description the gravest first, then the longest overdue */
      due: components['schemas']['LetterDue'][];
      /** @description the newest first */
      kept: components['schemas']['LetterKept'][];
    };
    LetterNumbers: {
      numbers: string[];
    };
    DraftedLetters: {
      letters: {
        number: string;
        record: number;
        /** @description false: it was drafted before */
        is_new: boolean;
      }[];
      /** @description of those asked for */
      not_due: string[];
    };
    /** @description findings by their numbers in the store */
    CircularRow: {
      /** @description of the town or unit; empty: not said */
      id: string;
      name: components['schemas']['Name'];
      found: number[];
      closed: number[];
      /** @description the day is past, or they are closed */
      due: number[];
      on_time: number[];
      open_late: number[];
    };
    CircularPreview: {
      kind: string;
      title: string;
      text: {
        sections: {
          heading: string;
          lines: {
            text: string;
            /** @description of a figure: which of the sources, from 1 */
            source: number | null;
          }[][];
        }[];
        sources: {
          what: string;
          findings: number[];
        }[];
      };
      circular: {
        /** @description of the findings */
        register: string;
        from: components['schemas']['Day'];
        to: components['schemas']['Day'];
        simulated: boolean;
        /** @description how many are left out because they are secret still */
        left_out_secret: number;
        all: components['schemas']['CircularRow'];
        areas: components['schemas']['CircularRow'][];
        units: components['schemas']['CircularRow'][];
        /** @description units whose findings were all closed in time */
        praised: string[];
        answer_by: components['schemas']['Day'] | null;
        findings: {
          id: number;
          number: string;
          content: string;
          grade: string;
          source: string;
          area: string;
          unit: string;
          found_on: components['schemas']['Day'] | null;
          due_on: components['schemas']['Day'] | null;
          closed_on: components['schemas']['Day'] | null;
          late: boolean;
        }[];
      };
    };
    NewCircular: {
      /** @enum {unknown} */
      circular: '督查通报' | '工作专报';
      from: components['schemas']['Day'];
      to: components['schemas']['Day'];
      /** @description a unit's id */
      issuer?: string;
    };
    KeptCircular: {
      register: string;
      record: number;
      number: string;
      /** @description false: a draft of this kind and these days is there; it was left as it is */
      is_new: boolean;
    };
    AppraisalGrade: {
      id: string;
      name: components['schemas']['Name'];
    };
    AppraisalScheme: {
      id: string;
      name: components['schemas']['Name'];
      /** @enum {unknown} */
      subjects: 'areas' | 'units';
      from_year: number;
      /** @description empty: a draft that nobody adopted */
      document_no: string;
      adopted: boolean;
      objection_days: number;
      basis: components['schemas']['Name'];
      items: number;
      bonuses: number;
      vetoes: number;
      grades: {
        id: string;
        name: components['schemas']['Name'];
        from: components['schemas']['Exact'];
      }[];
    };
    AppraisalSchemes: {
      as_of: components['schemas']['Day'];
      simulated: boolean;
      /** @description false: only the post's own part */
      everything: boolean;
      schemes: {
        id: string;
        name: components['schemas']['Name'];
        /** @enum {unknown} */
        subjects: 'areas' | 'units';
        from_year: number;
        /** @description empty: a draft that nobody adopted */
        document_no: string;
        adopted: boolean;
        objection_days: number;
        basis: components['schemas']['Name'];
        items: number;
        bonuses: number;
        vetoes: number;
        grades: {
          id: string;
          name: components['schemas']['Name'];
          from: components['schemas']['Exact'];
        }[];
        /** @description of whom the post may see the score */
        scored: number;
      }[];
    };
    AppraisalHead: {
      pack: components['schemas']['PackHead'];
      as_of: components['schemas']['Day'];
      simulated: boolean;
      /** @description that the records are simulated */
      notice?: components['schemas']['Name'];
      year: number;
      on_trial: boolean;
      scheme: components['schemas']['AppraisalScheme'];
      /** @description how many have a place */
      ranked: number;
      /** @description the full marks that those with a place were judged on */
      ranked_on: components['schemas']['Exact'] | null;
    };
    /** @description what the subject was told */
    AppraisalFiled: {
      register: string;
      record: number;
      state: string;
      state_name: components['schemas']['Name'];
      as_of: components['schemas']['Day'];
      points: components['schemas']['Exact'];
      full: components['schemas']['Exact'];
      share: components['schemas']['Exact'] | null;
      grade: string;
      told_on: components['schemas']['Day'] | null;
      objection_until: components['schemas']['Day'] | null;
      objected_on: components['schemas']['Day'] | null;
      objection: string;
      answered_on: components['schemas']['Day'] | null;
      answer: string;
      final_on: components['schemas']['Day'] | null;
      /** @description the same day's figures come to something else now */
      differs: boolean;
      points_now: components['schemas']['Exact'] | null;
    };
    AppraisalScore: {
      subject: string;
      name: components['schemas']['Name'];
      points: components['schemas']['Exact'] | null;
      /** @description full marks of what was judged */
      full: components['schemas']['Exact'];
      /** @description full marks of all items that are for it */
      whole: components['schemas']['Exact'];
      share: components['schemas']['Exact'] | null;
      /** @description by the share alone */
      earned: components['schemas']['AppraisalGrade'] | null;
      /** @description after the vetoes */
      grade: components['schemas']['AppraisalGrade'] | null;
      rank: number | null;
      /** @description why it has no place */
      not_ranked: components['schemas']['Name'];
      /** @description items without data */
      not_judged: number;
      /** @description scores by hand without what they ask for */
      not_proven: number;
      held_vetoes: components['schemas']['Name'][];
      /** @description null: nothing was told */
      filed: components['schemas']['AppraisalFiled'] | null;
    };
    AppraisalSheet: {
      pack: components['schemas']['PackHead'];
      as_of: components['schemas']['Day'];
      simulated: boolean;
      /** @description that the records are simulated */
      notice?: components['schemas']['Name'];
      year: number;
      on_trial: boolean;
      scheme: components['schemas']['AppraisalScheme'];
      /** @description how many have a place */
      ranked: number;
      /** @description the full marks that those with a place were judged on */
      ranked_on: components['schemas']['Exact'] | null;
      /** @description false: only the post's own part */
      everything: boolean;
      subjects: components['schemas']['AppraisalScore'][];
    };
    AppraisalRecord: {
      register: string;
      id: number;
    };
    AppraisalItem: {
      id: string;
      name: components['schemas']['Name'];
      help: components['schemas']['Name'];
      group: components['schemas']['Name'];
      full: components['schemas']['Exact'];
      /** @enum {unknown} */
      outcome: 'scored' | 'not_judged' | 'not_proven';
      points: components['schemas']['Exact'] | null;
      /** @description where the formula gave less than nothing or more than full marks */
      unclamped: components['schemas']['Exact'] | null;
      /** @description why it is not judged, or not proven */
      reason: components['schemas']['Name'];
      /** @description the form by which it is scored: its register, and what its fields begin with; null: by an indicator */
      by_hand: {
        register: string;
        values: {
          [key: string]: string;
        };
      } | null;
      indicator: string | null;
      indicator_name: components['schemas']['Name'] | null;
      unit: string;
      target: string | null;
      threshold: components['schemas']['Exact'] | null;
      formula: string;
      figure: components['schemas']['Figure'] | null;
      from: components['schemas']['Day'] | null;
      until: components['schemas']['Day'] | null;
      city: components['schemas']['Exact'] | null;
      before: components['schemas']['Exact'] | null;
      residents: components['schemas']['Exact'] | null;
      record: components['schemas']['AppraisalRecord'] | null;
      /** @description what the record gives as its reason */
      said: string;
    };
    AppraisalVeto: {
      id: string;
      name: components['schemas']['Name'];
      /** @enum {unknown} */
      state: 'holds' | 'does_not_hold' | 'not_judged' | 'not_proven';
      reason: components['schemas']['Name'];
      /** @description the best grade that is left */
      cap: string;
      indicator: string | null;
      formula: string;
      figure: components['schemas']['Figure'] | null;
      record: components['schemas']['AppraisalRecord'] | null;
      said: string;
    };
    Appraised: {
      pack: components['schemas']['PackHead'];
      as_of: components['schemas']['Day'];
      simulated: boolean;
      /** @description that the records are simulated */
      notice?: components['schemas']['Name'];
      year: number;
      on_trial: boolean;
      scheme: components['schemas']['AppraisalScheme'];
      /** @description how many have a place */
      ranked: number;
      /** @description the full marks that those with a place were judged on */
      ranked_on: components['schemas']['Exact'] | null;
      score: components['schemas']['AppraisalScore'];
      items: components['schemas']['AppraisalItem'][];
      bonuses: components['schemas']['AppraisalItem'][];
      vetoes: components['schemas']['AppraisalVeto'][];
    };
    AppraisalSide: {
      points: components['schemas']['Exact'] | null;
      full: components['schemas']['Exact'];
      share: components['schemas']['Exact'] | null;
      rank: number | null;
      grade: components['schemas']['AppraisalGrade'] | null;
    };
    AppraisalComparison: {
      pack: components['schemas']['PackHead'];
      as_of: components['schemas']['Day'];
      simulated: boolean;
      /** @description that the records are simulated */
      notice?: components['schemas']['Name'];
      year: number;
      on_trial: boolean;
      scheme: components['schemas']['AppraisalScheme'];
      /** @description how many have a place */
      ranked: number;
      /** @description the full marks that those with a place were judged on */
      ranked_on: components['schemas']['Exact'] | null;
      against: components['schemas']['AppraisalScheme'];
      subjects: {
        subject: string;
        name: components['schemas']['Name'];
        from: components['schemas']['AppraisalSide'] | null;
        to: components['schemas']['AppraisalSide'] | null;
        /** @description the grade is another */
        flips: boolean;
      }[];
    };
    AppraisalYear: {
      year: number;
    };
    PublishedDrafts: {
      /** @description told for the first time */
      created: number;
      /** @description told anew with other figures */
      corrected: number;
      same: number;
      /** @description left alone: an objection waits for its answer */
      objected: number;
      /** @description left alone: nothing changes what is final */
      final: number;
      /** @description nothing could be judged */
      without: number;
    };
    SurveyChoice: {
      id: string;
      name: components['schemas']['Name'];
      /** @description ends the interview */
      screened_out: boolean;
    };
    SurveyQuestion: {
      id: string;
      ask: components['schemas']['Name'];
      choices: components['schemas']['SurveyChoice'][];
    };
    SurveyForm: {
      wave: string;
      from: components['schemas']['Day'];
      until: components['schemas']['Day'];
      is_open: boolean;
      /** @description that the records are simulated */
      notice: components['schemas']['Name'] | null;
      questionnaire: {
        id: string;
        name: components['schemas']['Name'];
        intro: components['schemas']['Name'];
        questions: components['schemas']['SurveyQuestion'][];
      };
      towns: components['schemas']['Named'][];
      ages: components['schemas']['Named'][];
      sexes: components['schemas']['Named'][];
    };
    SurveyAnswer: {
      /** @description random, 16 to 40 letters, digits, - or _: what is sent twice with it is kept once */
      receipt: string;
      /** @description choices by question */
      answers: {
        [key: string]: string;
      };
      area?: string;
      age_band?: string;
      sex?: string;
      /** @description the person would not answer; interviews only */
      refused?: boolean;
    };
    SurveyKept: {
      kept: boolean;
    };
    SurveyCounts: {
      valid: number;
      screened_out: number;
      refused: number;
      /** @description through the open link: told apart, in no figure */
      by_link: number;
    };
    SurveyTown: {
      area: components['schemas']['Named'];
      /** @description its size in the frame; null: not known */
      residents: number | null;
      source: string | null;
      planned: number;
      came: components['schemas']['SurveyCounts'];
    };
    SurveyWave: {
      record: number;
      number: string;
      questionnaire: string;
      from: components['schemas']['Day'];
      until: components['schemas']['Day'];
      mode: string;
      code: string | null;
      target: number;
      /** @description answers for the margin; null: the design says no margin */
      needed: number | null;
      margin: string | null;
      expected: string;
      design_effect: string;
      /** @description planned by the towns' sizes; false: one is not known */
      is_proportional: boolean;
      /** @description why the towns have no plan */
      unplanned: components['schemas']['Name'] | null;
      frame: string | null;
      surveyor: string | null;
      is_open: boolean;
      closed_on: components['schemas']['Day'] | null;
      came: components['schemas']['SurveyCounts'];
      /** @description valid ones of towns that are not in the sample: not counted */
      elsewhere: number;
      /** @description that do not fit the questionnaire: not counted */
      unreadable: number;
      towns: components['schemas']['SurveyTown'][];
    };
    SurveyWaves: {
      as_of: components['schemas']['Day'];
      questionnaires: components['schemas']['Named'][];
      may_close: boolean;
      waves: components['schemas']['SurveyWave'][];
    };
    SurveyEstimate: {
      answers: number;
      /** @description what the answers are worth after weighting (Kish) */
      effective: string;
      design_effect: string;
      /** @description unweighted */
      plain: string;
      /** @description weighted; percent, or points */
      value: string;
      /** @description of the 95 % interval; null: too few answers for one */
      low: string | null;
      high: string | null;
    };
    SurveyFinding: {
      estimate: components['schemas']['SurveyEstimate'] | null;
      /** @enum {unknown} */
      verdict: 'refused' | 'met' | 'not_met' | 'cannot_tell';
      verdict_text: components['schemas']['Name'];
      refusals: {
        /** @enum {unknown} */
        code: 'no_answers' | 'too_small' | 'no_sizes' | 'not_covered';
        text: components['schemas']['Name'];
      }[];
    };
    SurveyBar: {
      indicator: string;
      target: string | null;
      smallest_sample: number | null;
      threshold: string | null;
    };
    SurveyDifference: {
      by: string;
      low: string;
      high: string;
      /** @description false: the interval holds 0, no change can be told */
      is_told: boolean;
    };
    SurveyComparison: {
      earlier: string;
      later: string;
      awareness: components['schemas']['SurveyDifference'] | null;
      satisfaction: components['schemas']['SurveyDifference'] | null;
      why_not: components['schemas']['Name'][];
    };
    SurveyResult: {
      wave: components['schemas']['SurveyWave'];
      is_weighted: boolean;
      /** @description answers whose weight was cut */
      trimmed: number;
      largest_weight: string;
      awareness_bar: components['schemas']['SurveyBar'];
      satisfaction_bar: components['schemas']['SurveyBar'];
      awareness: components['schemas']['SurveyFinding'];
      satisfaction: components['schemas']['SurveyFinding'];
      not_covered: components['schemas']['Named'][];
      towns: {
        area: components['schemas']['Named'];
        awareness: components['schemas']['SurveyFinding'];
        satisfaction: components['schemas']['SurveyFinding'];
      }[];
      /** @description of the open link: unweighted, for reading only */
      link: {
        awareness: components['schemas']['SurveyEstimate'] | null;
        satisfaction: components['schemas']['SurveyEstimate'] | null;
      };
    };
    SurveyDetail: {
      form: components['schemas']['SurveyForm'];
      link: {
        path: string;
        address: string;
        qr_svg: string;
      } | null;
      result: components['schemas']['SurveyResult'];
      may_close: boolean;
      comparison: components['schemas']['SurveyComparison'] | null;
    };
    /** @description the figures at the ends of the last twelve months; the last point is the day asked for */
    Trend: {
      as_of: components['schemas']['Day'];
      targets: {
        id: string;
        parts: {
          indicator: string;
          points: {
            day: components['schemas']['Day'];
            value: components['schemas']['Exact'] | null;
          }[];
        }[];
      }[];
    };
    TargetRecords: {
      measure: string;
      /** @description false: numerator and denominator do not count records of one register */
      known: boolean;
      records: {
        register: string;
        id: number;
        name: string;
        /** @description it counts on, or from; null: from the beginning */
        day: components['schemas']['Day'] | null;
        amount: components['schemas']['Exact'];
        measure: string;
        reason: components['schemas']['Name'] | null;
      }[];
      more: boolean;
      /** @description not every record was looked at */
      partly_read: boolean;
      /** @description records passed over because the post may not read them */
      hidden: number;
    };
    TaskHead: {
      id: string;
      /** @description of annex 2; null: follows from the duties */
      row: number | null;
      group: components['schemas']['Name'];
      key_task: components['schemas']['Name'];
      /** @description verbatim */
      measure: string;
      units: components['schemas']['Named'][];
      lead: components['schemas']['Named'] | null;
      lead_certainty: components['schemas']['Certainty'];
      lead_basis: components['schemas']['Name'];
      /** @description each with the name of its indicator, or the subject of several */
      targets: {
        id: string;
        name: components['schemas']['Name'];
        subject: components['schemas']['Name'];
        state: components['schemas']['StandingState'];
      }[];
      registers: {
        id: string;
        name: components['schemas']['Name'];
        records: number;
        last_entry_at: components['schemas']['Moment'] | null;
      }[];
      /** @description of the worst target; null: the task has none */
      state: components['schemas']['StandingState'] | null;
    };
    Task: {
      id: string;
      /** @description of annex 2; null: follows from the duties */
      row: number | null;
      group: components['schemas']['Name'];
      key_task: components['schemas']['Name'];
      /** @description verbatim */
      measure: string;
      units: components['schemas']['Named'][];
      lead: components['schemas']['Named'] | null;
      lead_certainty: components['schemas']['Certainty'];
      lead_basis: components['schemas']['Name'];
      /** @description each with the name of its indicator, or the subject of several */
      targets: {
        id: string;
        name: components['schemas']['Name'];
        subject: components['schemas']['Name'];
        state: components['schemas']['StandingState'];
      }[];
      registers: {
        id: string;
        name: components['schemas']['Name'];
        records: number;
        last_entry_at: components['schemas']['Moment'] | null;
      }[];
      /** @description of the worst target; null: the task has none */
      state: components['schemas']['StandingState'] | null;
      /** @description how many */
      comments: number;
    };
    Tasks: {
      tasks: components['schemas']['Task'][];
    };
    Comment: {
      id: number;
      at: components['schemas']['Moment'];
      account: string;
      name: string;
      unit: string;
      text: string;
    };
    NewComment: {
      text: string;
    };
    OpenPoint: {
      id: string;
      text: components['schemas']['Name'];
    };
    TaskDetail: {
      id: string;
      /** @description of annex 2; null: follows from the duties */
      row: number | null;
      group: components['schemas']['Name'];
      key_task: components['schemas']['Name'];
      /** @description verbatim */
      measure: string;
      units: components['schemas']['Named'][];
      lead: components['schemas']['Named'] | null;
      lead_certainty: components['schemas']['Certainty'];
      lead_basis: components['schemas']['Name'];
      /** @description each with the name of its indicator, or the subject of several */
      targets: {
        id: string;
        name: components['schemas']['Name'];
        subject: components['schemas']['Name'];
        state: components['schemas']['StandingState'];
      }[];
      registers: {
        id: string;
        name: components['schemas']['Name'];
        records: number;
        last_entry_at: components['schemas']['Moment'] | null;
      }[];
      /** @description of the worst target; null: the task has none */
      state: components['schemas']['StandingState'] | null;
      comments: components['schemas']['Comment'][];
      duties: {
        unit: string;
        name: components['schemas']['Name'];
        text: string;
      }[];
      systems: {
        id: string;
        name: components['schemas']['Name'];
        kind: string;
        must: string;
      }[];
      open_questions: components['schemas']['OpenPoint'][];
      evidence: {
        hash: string;
        name: string;
        register: string;
        record: number;
      }[];
      months: {
        month: string;
        records: number;
      }[];
    };
    RecordFigures: {
      figures: {
        target: string;
        subject: components['schemas']['Name'];
        indicator: string;
        name: components['schemas']['Name'];
        measure: string;
        /** @enum {unknown} */
        role: 'numerator' | 'denominator' | 'other';
        counted: boolean;
        day: components['schemas']['Day'] | null;
        amount: components['schemas']['Exact'] | null;
        reason: components['schemas']['Name'] | null;
      }[];
    };
    /** @description the first page of a post */
    Today: {
      as_of: components['schemas']['Day'];
      simulated: boolean;
      notice: components['schemas']['Name'] | null;
      /**
       * @description whose page it is
       * @enum {unknown}
       */
      scope: 'city' | 'unit' | 'area' | 'own';
      unit: components['schemas']['Named'] | null;
      area: components['schemas']['Named'] | null;
      next_stage: components['schemas']['NextStage'] | null;
      counts: components['schemas']['StateCounts'];
      /** @description of the post, worst first */
      targets: components['schemas']['TodayTarget'][];
      /** @description of a unit or a town, those it leads first */
      tasks: components['schemas']['TodayTask'][];
      late: components['schemas']['DueList'];
      /** @description ends today or within seven days */
      due_soon: components['schemas']['DueList'];
      dates: components['schemas']['PlanDate'][];
      /** @description what the city already holds of what these targets and tasks read */
      held: components['schemas']['HeldRegister'][];
      /** @description what the plan leaves open, at most 20 of it; null: not for this post to decide */
      to_confirm: components['schemas']['ToConfirm'] | null;
    };
    TodayTarget: {
      id: string;
      /** @description of its indicator; where it has several, the subject */
      name: components['schemas']['Name'];
      subject: components['schemas']['Name'];
      group: components['schemas']['Name'];
      state: components['schemas']['StandingState'];
      reason: components['schemas']['Name'];
      /** @description the worst of its parts, whose value this is */
      indicator: string;
      value: components['schemas']['Exact'] | null;
      threshold: components['schemas']['Exact'] | null;
      unit: string;
      comparator: components['schemas']['Comparator'];
      deadline: components['schemas']['Day'];
      /** @description until the deadline; negative: it is over */
      days: number;
      what_it_takes: components['schemas']['Name'];
      /** @description its threshold or its deadline */
      to_be_confirmed: boolean;
    };
    TodayTask: {
      id: string;
      key_task: components['schemas']['Name'];
      is_lead: boolean;
      /** @description of its worst target; null: it has none */
      state: components['schemas']['StandingState'] | null;
      /** @description in the registers that show its performance */
      records: number;
      last_entry_at: components['schemas']['Moment'] | null;
    };
    /** @description legal limits that run and are not stopped */
    DueList: {
      total: number;
      /** @description at most 50 */
      items: components['schemas']['DueItem'][];
    };
    DueItem: {
      register: components['schemas']['Named'];
      id: number;
      /** @description personal data masked */
      name: string;
      /** @description of the law's clocks; empty: the day was set by hand */
      rule: string;
      clock: components['schemas']['Name'];
      law: string;
      article: string;
      start: components['schemas']['Day'] | null;
      due: components['schemas']['Day'];
      /** @description until it is due; negative: so many days late */
      days: number;
      /** @description the moment it ends, of a limit in hours whose start's moment is known */
      due_at: components['schemas']['Moment'] | null;
      /** @description also on its last day, once that moment is past */
      is_over: boolean;
      /** @description rests on days whose holidays are not yet published */
      provisional: boolean;
    };
    PlanDate: {
      /** @enum {unknown} */
      kind: 'target' | 'phase';
      id: string;
      name: components['schemas']['Name'];
      day: components['schemas']['Day'];
      days: number;
      /** @description of a target */
      state: components['schemas']['StandingState'] | null;
    };
    HeldRegister: {
      register: components['schemas']['Named'];
      /** @description that the post may read */
      records: number;
      /** @description by anybody */
      last_entry_at: components['schemas']['Moment'] | null;
      targets: string[];
      may_enter: boolean;
    };
    ToConfirm: {
      total: number;
      items: {
        subject: string;
        kind: components['schemas']['PointKind'];
        name: components['schemas']['Name'];
        concerns: string[];
      }[];
    };
    VerificationRun: {
      started_at: components['schemas']['Moment'];
      by: string;
      /** @enum {unknown} */
      stage: 'journal' | 'figures' | 'evidence' | 'security';
      done: number;
      /** @description null: not known before */
      all: number | null;
    };
    /** @description what a proof of the store found */
    Proof: {
      ok: boolean;
      journal_entries: number;
      records: number;
      /** @description put it on paper: a journal cut short shows another end */
      chain_end: string;
      measures: number;
      cells: number;
      findings: {
        register: string;
        record: number;
        seq: number;
        what: components['schemas']['Name'];
      }[];
      differences: {
        indicator: string;
        measure: string;
        where: string;
        kept: string;
        recomputed: string;
      }[];
      damaged_files: string[];
      security_entries: number;
      /** @description the first entry of the security journal that was altered */
      security_altered: number | null;
    };
    VerificationResult: {
      started_at: components['schemas']['Moment'];
      finished_at: components['schemas']['Moment'];
      by: string;
      ok: boolean;
      /** @description why it could not be finished */
      broke: components['schemas']['Name'] | null;
      proof: components['schemas']['Proof'] | null;
    };
    Verification: {
      /** @description the one under way */
      running: components['schemas']['VerificationRun'] | null;
      last: components['schemas']['VerificationResult'] | null;
      /** @description newest first, at most 20 */
      earlier: components['schemas']['VerificationResult'][];
    };
    WhatIfSide: {
      value: components['schemas']['Exact'] | null;
      numerator: components['schemas']['Exact'] | null;
      denominator: components['schemas']['Exact'] | null;
      low: components['schemas']['Exact'] | null;
      high: components['schemas']['Exact'] | null;
      /**
       * @description whether there is a value, or why there is none
       * @enum {unknown}
       */
      known: 'value' | 'no_data' | 'zero_denominator' | 'too_small' | 'incomplete' | 'no_population';
      records: number;
      threshold: components['schemas']['Exact'] | null;
      state: components['schemas']['StandingState'];
      /** @description towns below the threshold */
      behind: string[];
    };
    WhatIfLine: {
      target: string;
      name: components['schemas']['Name'];
      indicator: string;
      unit: string;
      flips: boolean;
      before: components['schemas']['WhatIfSide'];
      after: components['schemas']['WhatIfSide'];
    };
    /** @description which targets would stand otherwise under the assumptions; nothing is changed */
    WhatIf: {
      pack: components['schemas']['PackHead'];
      as_of: components['schemas']['Day'];
      simulated: boolean;
      /** @description that the records are simulated */
      notice?: components['schemas']['Name'];
      /** @description what is assumed */
      said: components['schemas']['Name'][];
      /** @description targets that stand otherwise */
      flipped: number;
      /** @description what differs */
      lines: components['schemas']['WhatIfLine'][];
      /** @description targets of which it cannot be said */
      unclear: string[];
      /** @description what can be assumed */
      choices: {
        population_year: number;
        years: {
          year: number;
          thousand: components['schemas']['Exact'];
        }[];
        rules: {
          id: string;
          name: components['schemas']['Name'];
          law: string;
          from: components['schemas']['Day'];
        }[];
      };
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type AcceptanceGap = components['schemas']['AcceptanceGap'];
export type RecordsFilter = components['schemas']['RecordsFilter'];
export type AcceptanceDocument = components['schemas']['AcceptanceDocument'];
export type AcceptanceProof = components['schemas']['AcceptanceProof'];
export type AcceptanceState = components['schemas']['AcceptanceState'];
export type AcceptanceItem = components['schemas']['AcceptanceItem'];
export type Acceptance = components['schemas']['Acceptance'];
export type DossierHead = components['schemas']['DossierHead'];
export type DossierRun = components['schemas']['DossierRun'];
export type NewDossier = components['schemas']['NewDossier'];
export type Dossiers = components['schemas']['Dossiers'];
export type Dossier = components['schemas']['Dossier'];
export type Account = components['schemas']['Account'];
export type DigestWish = components['schemas']['DigestWish'];
export type Accounts = components['schemas']['Accounts'];
export type NewAccount = components['schemas']['NewAccount'];
export type AccountMade = components['schemas']['AccountMade'];
export type AccountChange = components['schemas']['AccountChange'];
export type PasswordMade = components['schemas']['PasswordMade'];
export type Roles = components['schemas']['Roles'];
export type SecurityJournal = components['schemas']['SecurityJournal'];
export type StandingState = components['schemas']['StandingState'];
export type Comparator = components['schemas']['Comparator'];
export type StateCounts = components['schemas']['StateCounts'];
export type Figure = components['schemas']['Figure'];
export type JudgedFigure = components['schemas']['JudgedFigure'];
export type AreaFigure = components['schemas']['AreaFigure'];
export type Outlook = components['schemas']['Outlook'];
export type Forecast = components['schemas']['Forecast'];
export type CityFigure = components['schemas']['CityFigure'];
export type BoardPart = components['schemas']['BoardPart'];
export type TargetHead = components['schemas']['TargetHead'];
export type BoardTarget = components['schemas']['BoardTarget'];
export type BoardHead = components['schemas']['BoardHead'];
export type Board = components['schemas']['Board'];
export type BriefTarget = components['schemas']['BriefTarget'];
export type BriefMove = components['schemas']['BriefMove'];
export type BriefFindings = components['schemas']['BriefFindings'];
export type BriefAcceptance = components['schemas']['BriefAcceptance'];
export type Brief = components['schemas']['Brief'];
export type BurdenCounts = components['schemas']['BurdenCounts'];
export type BurdenRegister = components['schemas']['BurdenRegister'];
export type BurdenWho = components['schemas']['BurdenWho'];
export type BurdenDepartment = components['schemas']['BurdenDepartment'];
export type BurdenSide = components['schemas']['BurdenSide'];
export type BurdenTwice = components['schemas']['BurdenTwice'];
export type Burden = components['schemas']['Burden'];
export type PackHead = components['schemas']['PackHead'];
export type NextStage = components['schemas']['NextStage'];
export type Area = components['schemas']['Area'];
export type Unit = components['schemas']['Unit'];
export type Phase = components['schemas']['Phase'];
export type OpenQuestion = components['schemas']['OpenQuestion'];
export type City = components['schemas']['City'];
export type Clock = components['schemas']['Clock'];
export type NamedField = components['schemas']['NamedField'];
export type MatterState = components['schemas']['MatterState'];
export type LifecycleStep = components['schemas']['LifecycleStep'];
export type MatterClock = components['schemas']['MatterClock'];
export type TakenStep = components['schemas']['TakenStep'];
export type Matter = components['schemas']['Matter'];
export type StepTaken = components['schemas']['StepTaken'];
export type Lifecycle = components['schemas']['Lifecycle'];
export type Name = components['schemas']['Name'];
export type Named = components['schemas']['Named'];
export type Day = components['schemas']['Day'];
export type Moment = components['schemas']['Moment'];
export type Exact = components['schemas']['Exact'];
export type Certainty = components['schemas']['Certainty'];
export type Cause = components['schemas']['Cause'];
export type Fault = components['schemas']['Fault'];
export type Problem = components['schemas']['Problem'];
export type Reasoned = components['schemas']['Reasoned'];
export type DecisionOnPoint = components['schemas']['DecisionOnPoint'];
export type DecisionPoint = components['schemas']['DecisionPoint'];
export type PointKind = components['schemas']['PointKind'];
export type Decisions = components['schemas']['Decisions'];
export type NewDecision = components['schemas']['NewDecision'];
export type FigureNow = components['schemas']['FigureNow'];
export type FigureChange = components['schemas']['FigureChange'];
export type DecisionMade = components['schemas']['DecisionMade'];
export type DecisionTried = components['schemas']['DecisionTried'];
export type RecordDocument = components['schemas']['RecordDocument'];
export type IssuedDocument = components['schemas']['IssuedDocument'];
export type RecordDocuments = components['schemas']['RecordDocuments'];
export type DocumentDraft = components['schemas']['DocumentDraft'];
export type DocumentTemplate = components['schemas']['DocumentTemplate'];
export type DocumentTemplates = components['schemas']['DocumentTemplates'];
export type RecordFiles = components['schemas']['RecordFiles'];
export type RecordFile = components['schemas']['RecordFile'];
export type Definition = components['schemas']['Definition'];
export type Population = components['schemas']['Population'];
export type ExplainedPart = components['schemas']['ExplainedPart'];
export type MonthFigure = components['schemas']['MonthFigure'];
export type SignedDecision = components['schemas']['SignedDecision'];
export type Explanation = components['schemas']['Explanation'];
export type FrozenHead = components['schemas']['FrozenHead'];
export type FrozenBoards = components['schemas']['FrozenBoards'];
export type NewFrozen = components['schemas']['NewFrozen'];
export type FrozenBoard = components['schemas']['FrozenBoard'];
export type FrozenTarget = components['schemas']['FrozenTarget'];
export type Imports = components['schemas']['Imports'];
export type Import = components['schemas']['Import'];
export type ImportChoices = components['schemas']['ImportChoices'];
export type ImportChange = components['schemas']['ImportChange'];
export type ImportConfirmation = components['schemas']['ImportConfirmation'];
export type Understood = components['schemas']['Understood'];
export type UnderstoodColumn = components['schemas']['UnderstoodColumn'];
export type ImportCounts = components['schemas']['ImportCounts'];
export type ImportTrial = components['schemas']['ImportTrial'];
export type ImportReport = components['schemas']['ImportReport'];
export type RefusedRows = components['schemas']['RefusedRows'];
export type Batches = components['schemas']['Batches'];
export type Batch = components['schemas']['Batch'];
export type BatchUndone = components['schemas']['BatchUndone'];
export type PackApplied = components['schemas']['PackApplied'];
export type PackState = components['schemas']['PackState'];
export type PackChange = components['schemas']['PackChange'];
export type PackPreview = components['schemas']['PackPreview'];
export type PackApplication = components['schemas']['PackApplication'];
export type RecordsAlike = components['schemas']['RecordsAlike'];
export type ListedRecord = components['schemas']['ListedRecord'];
export type RecordPage = components['schemas']['RecordPage'];
export type TypedValues = components['schemas']['TypedValues'];
export type Prefill = components['schemas']['Prefill'];
export type PrefilledValue = components['schemas']['PrefilledValue'];
export type NewRecord = components['schemas']['NewRecord'];
export type Correction = components['schemas']['Correction'];
export type RecordMade = components['schemas']['RecordMade'];
export type Record = components['schemas']['Record'];
export type Unmasked = components['schemas']['Unmasked'];
export type History = components['schemas']['History'];
export type MayDo = components['schemas']['MayDo'];
export type RegisterHead = components['schemas']['RegisterHead'];
export type Registers = components['schemas']['Registers'];
export type Field = components['schemas']['Field'];
export type Register = components['schemas']['Register'];
export type Filter = components['schemas']['Filter'];
export type Filters = components['schemas']['Filters'];
export type NewFilter = components['schemas']['NewFilter'];
export type RehearsalRecord = components['schemas']['RehearsalRecord'];
export type RehearsalCheck = components['schemas']['RehearsalCheck'];
export type RehearsalDrawn = components['schemas']['RehearsalDrawn'];
export type RehearsalOwner = components['schemas']['RehearsalOwner'];
export type Rehearsal = components['schemas']['Rehearsal'];
export type RecordShown = components['schemas']['RecordShown'];
export type EvidenceShown = components['schemas']['EvidenceShown'];
export type SnippetPiece = components['schemas']['SnippetPiece'];
export type FoundRecord = components['schemas']['FoundRecord'];
export type FoundFile = components['schemas']['FoundFile'];
export type NotThere = components['schemas']['NotThere'];
export type Found = components['schemas']['Found'];
export type PhotosAlike = components['schemas']['PhotosAlike'];
export type RoleId = components['schemas']['RoleId'];
export type Resource = components['schemas']['Resource'];
export type Action = components['schemas']['Action'];
export type Credentials = components['schemas']['Credentials'];
export type Session = components['schemas']['Session'];
export type Welcome = components['schemas']['Welcome'];
export type Demo = components['schemas']['Demo'];
export type DemoAccount = components['schemas']['DemoAccount'];
export type SignOn = components['schemas']['SignOn'];
export type OpenSession = components['schemas']['OpenSession'];
export type OpenSessions = components['schemas']['OpenSessions'];
export type PasswordAgain = components['schemas']['PasswordAgain'];
export type OwnPassword = components['schemas']['OwnPassword'];
export type Code = components['schemas']['Code'];
export type PasswordAndCode = components['schemas']['PasswordAndCode'];
export type SecondFactor = components['schemas']['SecondFactor'];
export type Token = components['schemas']['Token'];
export type Tokens = components['schemas']['Tokens'];
export type NewToken = components['schemas']['NewToken'];
export type TokenMade = components['schemas']['TokenMade'];
export type OwnDigest = components['schemas']['OwnDigest'];
export type PasswordChange = components['schemas']['PasswordChange'];
export type SignStage = components['schemas']['SignStage'];
export type SignValue = components['schemas']['SignValue'];
export type SignRecord = components['schemas']['SignRecord'];
export type SignFound = components['schemas']['SignFound'];
export type Sign = components['schemas']['Sign'];
export type Signs = components['schemas']['Signs'];
export type Colour = components['schemas']['Colour'];
export type LetterDue = components['schemas']['LetterDue'];
export type LetterKept = components['schemas']['LetterKept'];
export type Letters = components['schemas']['Letters'];
export type LetterNumbers = components['schemas']['LetterNumbers'];
export type DraftedLetters = components['schemas']['DraftedLetters'];
export type CircularRow = components['schemas']['CircularRow'];
export type CircularPreview = components['schemas']['CircularPreview'];
export type NewCircular = components['schemas']['NewCircular'];
export type KeptCircular = components['schemas']['KeptCircular'];
export type AppraisalGrade = components['schemas']['AppraisalGrade'];
export type AppraisalScheme = components['schemas']['AppraisalScheme'];
export type AppraisalSchemes = components['schemas']['AppraisalSchemes'];
export type AppraisalHead = components['schemas']['AppraisalHead'];
export type AppraisalFiled = components['schemas']['AppraisalFiled'];
export type AppraisalScore = components['schemas']['AppraisalScore'];
export type AppraisalSheet = components['schemas']['AppraisalSheet'];
export type AppraisalRecord = components['schemas']['AppraisalRecord'];
export type AppraisalItem = components['schemas']['AppraisalItem'];
export type AppraisalVeto = components['schemas']['AppraisalVeto'];
export type Appraised = components['schemas']['Appraised'];
export type AppraisalSide = components['schemas']['AppraisalSide'];
export type AppraisalComparison = components['schemas']['AppraisalComparison'];
export type AppraisalYear = components['schemas']['AppraisalYear'];
export type PublishedDrafts = components['schemas']['PublishedDrafts'];
export type SurveyChoice = components['schemas']['SurveyChoice'];
export type SurveyQuestion = components['schemas']['SurveyQuestion'];
export type SurveyForm = components['schemas']['SurveyForm'];
export type SurveyAnswer = components['schemas']['SurveyAnswer'];
export type SurveyKept = components['schemas']['SurveyKept'];
export type SurveyCounts = components['schemas']['SurveyCounts'];
export type SurveyTown = components['schemas']['SurveyTown'];
export type SurveyWave = components['schemas']['SurveyWave'];
export type SurveyWaves = components['schemas']['SurveyWaves'];
export type SurveyEstimate = components['schemas']['SurveyEstimate'];
export type SurveyFinding = components['schemas']['SurveyFinding'];
export type SurveyBar = components['schemas']['SurveyBar'];
export type SurveyDifference = components['schemas']['SurveyDifference'];
export type SurveyComparison = components['schemas']['SurveyComparison'];
export type SurveyResult = components['schemas']['SurveyResult'];
export type SurveyDetail = components['schemas']['SurveyDetail'];
export type Trend = components['schemas']['Trend'];
export type TargetRecords = components['schemas']['TargetRecords'];
export type TaskHead = components['schemas']['TaskHead'];
export type Task = components['schemas']['Task'];
export type Tasks = components['schemas']['Tasks'];
export type Comment = components['schemas']['Comment'];
export type NewComment = components['schemas']['NewComment'];
export type OpenPoint = components['schemas']['OpenPoint'];
export type TaskDetail = components['schemas']['TaskDetail'];
export type RecordFigures = components['schemas']['RecordFigures'];
export type Today = components['schemas']['Today'];
export type TodayTarget = components['schemas']['TodayTarget'];
export type TodayTask = components['schemas']['TodayTask'];
export type DueList = components['schemas']['DueList'];
export type DueItem = components['schemas']['DueItem'];
export type PlanDate = components['schemas']['PlanDate'];
export type HeldRegister = components['schemas']['HeldRegister'];
export type ToConfirm = components['schemas']['ToConfirm'];
export type VerificationRun = components['schemas']['VerificationRun'];
export type Proof = components['schemas']['Proof'];
export type VerificationResult = components['schemas']['VerificationResult'];
export type Verification = components['schemas']['Verification'];
export type WhatIfSide = components['schemas']['WhatIfSide'];
export type WhatIfLine = components['schemas']['WhatIfLine'];
export type WhatIf = components['schemas']['WhatIf'];
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
