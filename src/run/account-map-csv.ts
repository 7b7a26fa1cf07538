import { CsvError, parse } from 'csv-parse/sync';
import {
  ACCOUNT_COLUMNS,
  type AccountColumn,
  describeUnknownColumn,
  isAccountColumn,
  type MapRemark,
  type RawMap,
  type RawRow,
  REQUIRED_COLUMNS,
} from './account-columns.ts';

/**
 * The rows of a map in CSV, as RFC 4180 has it, and blanks around values left out. The first line names the columns, in
 * any order. Never throws.
 */
export function parseCsvMap(text: string): RawMap {
  const { records, defects: broken } = readRecords(text);
  const [header, ...rows] = records;
  const defects = header ? [...findHeaderDefects(header), ...broken] : broken;
  if (!header || defects.length > 0) return { rows: [], defects };
  const columns = header.values.map((name) => name.toLowerCase()).filter(isAccountColumn);
  const isTooLong = ({ values }: CsvRecord) => values.length > columns.length;
  return {
    rows: rows.filter((row) => !isTooLong(row)).map((row) => rowOf(row, columns)),
    defects: rows.filter(isTooLong).map((row) => ({ line: row.line, message: describeSurplus(row, columns.length) })),
  };
}

/** A line of values; several lines where a value in quotes holds line ends. */
interface CsvRecord {
  /** The line that it begins on, from one. */
  readonly line: number;
  readonly values: readonly string[];
}

const OPTIONS = { relaxColumnCount: true, skipEmptyLines: true, skipRecordsWithEmptyValues: true, trim: true } as const;

/** The package counts CR and LF within quotes as two lines: they are one before it sees them. */
function readRecords(text: string): { readonly records: readonly CsvRecord[]; readonly defects: readonly MapRemark[] } {
  const plain = text.replaceAll(/\r\n?/g, '\n');
  const records: CsvRecord[] = [];
  let end = 0;
  function onRecord(values: string[], { lines }: { readonly lines: number }): null {
    records.push({ line: lines - values.join('').split('\n').length + 1, values });
    end = lines;
    return null;
  }
  try {
    parse(plain, { ...OPTIONS, onRecord });
    return { records, defects: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = plain.split('\n').findIndex((content, index) => index >= end && content.includes('"')) + 1;
    return { records, defects: [{ line, message: QUOTE_DEFECTS[error.code] ?? 'this is not CSV' }] };
  }
}

const QUOTE_DEFECTS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'a quotation mark stands within a quoted value; write it twice',
  CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE: 'a quotation mark stands within a quoted value; write it twice',
  INVALID_OPENING_QUOTE: 'a quotation mark stands within a value; put all of the value in quotes, and write the mark twice',
};

function findHeaderDefects({ line, values }: CsvRecord): MapRemark[] {
  const names = values.map((name) => name.toLowerCase());
  const at = (message: string) => ({ line, message });
  if (names.length === 1 && /[;\t]/.test(names[0] as string)) return [at('the values of a row are separated by commas')];
  if (!names.some(isAccountColumn)) return [at(`the first line must name the columns, as in ${ACCOUNT_COLUMNS.join(',')}`)];
  const unknown = names.filter((name) => !isAccountColumn(name));
  const repeated = names.filter((name, index) => names.indexOf(name) < index);
  const missing = unknown.length > 0 ? [] : REQUIRED_COLUMNS.filter((column) => !names.includes(column));
  return [
    ...unknown.map((name) => at(describeUnknownColumn(name))),
    ...repeated.map((name) => at(`there are two columns ${name}`)),
    ...missing.map((column) => at(`there is no column ${column}`)),
  ];
}

function rowOf({ line, values }: CsvRecord, columns: readonly AccountColumn[]): RawRow {
  const entries = columns.map((column, index) => [column, values[index]] as const);
  return { line, ...Object.fromEntries(entries.filter(([, value]) => value)) };
}

function describeSurplus({ values }: CsvRecord, expected: number): string {
  return `the row has ${values.length} values for ${expected} columns; put a value that holds a comma in quotes`;
}
