import { localization } from "@web/core/l10n/localization";
import { formatFloat } from "@web/core/utils/numbers";
import { parseFloat } from "@web/views/fields/parsers";

const NOTHING_MORE = { digits: [16, 6], trailingZeros: false, thousandsSep: "" };

/** As the user's language writes it, with no more digits than needed. */
export function showNumber(value) {
    return formatFloat(value, NOTHING_MORE);
}

/**
 * Reads a number as it comes from a phone, whose keys need not speak the user's
 * language: the only comma or point in it is the decimal one.
 *
 * @returns {number|null} null when it is no number
 */
export function readNumber(text) {
    const trimmed = text.trim();
    if (!/\d/.test(trimmed)) {
        return null;
    }
    const marks = trimmed.match(/[.,]/g) || [];
    const plain = marks.length === 1 ? trimmed.replace(/[.,]/, localization.decimalPoint) : trimmed;
    try {
        return parseFloat(plain);
    } catch {
        return null;
    }
}
