/** In the order of the columns, what ratios are to. */
const BASELINES = ['node -e 0', 'cat', 'kubeconform', 'yamllint', 'prettier', 'spectral', 'parseDocument'];

/** @param rows each with its `name`, its `time` in ms, its `ratios` by what they are to, and its `memory` in MB where that is known */
export function table(rows, isMarkdown) {
  const columns = BASELINES.filter((name) => rows.some(({ ratios }) => name in ratios));
  const cells = [
    ['what is run', 'takes', ...columns.map((name) => `/ ${isMarkdown ? `\`${name}\`` : name}`), 'memory'],
    ...rows.map(({ name, time, ratios, memory }) => [
      name,
      duration(time),
      ...columns.map((column) => (column in ratios ? ratio(ratios[column]) : '')),
      memory === undefined ? '' : `${memory} MB`,
    ]),
  ];
  return (isMarkdown ? markdownLines : plainLines)(cells).join('\n');
}

function plainLines(cells) {
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '),
  );
}

function markdownLines([head, ...rows]) {
  return [head, head.map((_, column) => (column === 0 ? '---' : '--:')), ...rows].map((row) => `| ${row.join(' | ')} |`);
}

function duration(milliseconds) {
  if (milliseconds < 1) return `${Math.round(milliseconds * 1000)} µs`;
  if (milliseconds < 1000) return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function ratio(value) {
  return value.toFixed(value < 0.1 ? 3 : value < 10 ? 2 : 1);
}
