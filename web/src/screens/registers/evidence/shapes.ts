export interface RecordFile {
  field: string;
  name: string;
  bytes: number;
  type: string;
  by: string | null;
  unit: string | null;
  at: string | null;
  sha256: string;
  preview: boolean;
  personal: boolean;
  missing: boolean;
}
export interface RecordFiles {
  files: RecordFile[];
  may: { read: boolean; attach: boolean };
}
