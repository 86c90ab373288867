import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { Mutex } from "@web/core/utils/concurrency";
import { rowKeysOf } from "../model/row_keys";
import { ConflictDialog } from "../conflicts/conflict_dialog";

/**
 * Carries changes to the server, one call each and one after the other. The screen
 * shows them before the answer; what is refused is put back with the server's words,
 * and new conflicts are asked about.
 */
export class Saver {
    constructor({ model, dialog, notification }) {
        this.model = model;
        this.dialog = dialog;
        this.notification = notification;
        this.mutex = new Mutex();
    }

    /** @returns the server's answer, or null when nothing was saved */
    async write(changes, { shown = [], confirmed = false } = {}) {
        const before = shown.map(({ id }) => this.model.record(id)).filter(Boolean);
        this.model.patch(shown);
        const result = await this.call("service_gantt_write", [changes], { confirmed });
        this.model.patch(result ? this.fresh(result.records, shown) : before);
        return result;
    }

    /** What the server says of a record, over what was known of it. */
    fresh(records = [], shown = []) {
        const { groupBy, fields } = this.model;
        return records.map((record) => {
            const known = shown.find(({ id }) => id === record.id) || this.model.record(record.id);
            const whole = { ...known, ...record };
            return { ...whole, rows: record.rows || rowKeysOf(whole, groupBy, fields) };
        });
    }

    call(method, parameters, options = {}) {
        return this.mutex.exec(() => this.attempt(method, parameters, options));
    }

    /** Any other call, in its turn. */
    run(call) {
        return this.mutex.exec(() => this.tell(call));
    }

    async attempt(method, parameters, { confirmed, isPlain, options } = {}) {
        const { orm, resModel } = this.model;
        const args = [...parameters];
        if (!isPlain) {
            args.push({
                ...this.model.options,
                ...options,
                fields: this.model.namesToRead(this.model.groupBy),
            });
        }
        const kwargs = { context: this.model.meta.context };
        if (confirmed) {
            kwargs.confirmed = true;
        }
        const result = await this.tell(() => orm.call(resModel, method, args, kwargs));
        if (!result || result.saved !== false) {
            return result;
        }
        const isWanted = await this.ask(result.conflicts);
        return isWanted ? this.attempt(method, parameters, { confirmed: true }) : null;
    }

    /** Runs a call; a refusal is shown in the server's words and the plan read again. */
    async tell(call) {
        try {
            return (await call()) ?? true;
        } catch (error) {
            const message = this.wordsOf(error);
            this.notification.add(message, { type: "danger", title: _t("Not saved") });
            if (error instanceof RPCError) {
                this.model.load();
            }
            return null;
        }
    }

    wordsOf(error) {
        if (error instanceof RPCError) {
            return error.data?.message || error.message;
        }
        if (error instanceof ConnectionLostError) {
            return _t("The server cannot be reached. Try again in a moment.");
        }
        throw error;
    }

    ask(conflicts) {
        return new Promise((resolve) => {
            let isWanted = false;
            this.dialog.add(
                ConflictDialog,
                { conflicts, confirm: () => (isWanted = true) },
                { onClose: () => resolve(isWanted) },
            );
        });
    }
}
