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
 * The rows of a map in CSV, as RFC 4180 has it, blanks around values left out, or with the semicolons or tabs that
 * spreadsheets write instead of commas. The first line names the columns, in any order. Never throws.
 */
export function parseCsvMap(text: string): RawMap {
  // The package counts CR and LF within quotes as two lines.
  const plain = text.replaceAll(/\r\n?/g, '\n');
  const separator = separatorOf(plain);
  const { records, defects: broken } = readRecords(plain, separator);
  const [header, ...rows] = records;
  const defects = header ? [...findHeaderDefects(header), ...broken] : broken;
  if (!header || defects.length > 0) return { rows: [], defects };
  const columns = header.values.map((name) => name.toLowerCase()).filter(isAccountColumn);
  const isTooLong = ({ values }: CsvRecord) => values.length > columns.length;
  return {
    rows: rows.filter((row) => !isTooLong(row)).map((row) => rowOf(row, columns)),
    defects: rows.filter(isTooLong).map((row) => ({ line: row.line, message: describeSurplus(row, columns.length, separator) })),
  };
}

/** A line of values; several lines where a value in quotes holds line ends. */
interface CsvRecord {
  /** The line that it begins on, from one. */
  readonly line: number;
  readonly values: readonly string[];
}

/** What can stand between two values. */
const SEPARATORS = { ',': 'a comma', ';': 'a semicolon', '\t': 'a tab' } as const;

type Separator = keyof typeof SEPARATORS;

/** What stands between the names of the columns. */
function separatorOf(text: string): Separator {
  const [header = ''] = /\S.*/.exec(text) ?? [];
  return ([',', ';', '\t'] as const).find((separator) => header.includes(separator)) ?? ',';
}

const OPTIONS = { relaxColumnCount: true, skipEmptyLines: true, skipRecordsWithEmptyValues: true, trim: true } as const;

/** Empty values at the end of a row are left out: a spreadsheet can have empty columns. */
function readRecords(
  text: string,
  separator: Separator,
): { readonly records: readonly CsvRecord[]; readonly defects: readonly MapRemark[] } {
  const records: CsvRecord[] = [];
  let end = 0;
  function onRecord(values: string[], { lines }: { readonly lines: number }): null {
    records.push({
      line: lines - values.join('').split('\n').length + 1,
      values: values.slice(0, values.findLastIndex(Boolean) + 1),
    });
    end = lines;
    return null;
  }
  try {
    parse(text, { ...OPTIONS, delimiter: separator, onRecord });
    return { records, defects: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = text.split('\n').findIndex((content, index) => index >= end && content.includes('"')) + 1;
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

function describeSurplus({ values }: CsvRecord, expected: number, separator: Separator): string {
  return `the row has ${values.length} values for ${expected} columns; put a value that holds ${SEPARATORS[separator]} in quotes`;
}
