// The kinds of entries that the security journal has.
export const kKinds = [
  'sign_in',
  'sign_in_failed',
  'sign_out',
  'refused',
  'account',
  'password',
  'second_factor',
  'token',
  'unmask',
  'export',
  'decision',
  'freeze',
  'pack',
] as const;
