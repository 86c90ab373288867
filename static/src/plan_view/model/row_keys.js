import { plainValue } from "../planner/changes";

function valuesOf(record, name, type) {
    const value = plainValue(record[name], type);
    if (Array.isArray(value)) {
        return value.length ? value : [false];
    }
    return [value];
}

/** The rows that a record stands in, as the server names them: one for each person. */
export function rowKeysOf(record, levels, fields) {
    let paths = [[]];
    for (const name of levels) {
        const values = valuesOf(record, name, fields[name]?.type);
        paths = paths.flatMap((path) => values.map((value) => [...path, [name, value]]));
    }
    return paths.map((path) => JSON.stringify(path));
}
