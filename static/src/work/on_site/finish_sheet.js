import { Component, onWillStart, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { addSheet, useBackToClose, useSending } from "./sheet";

const JOB = "service.intervention";

/** What each question is answered with; an add-on adds its own by their code. */
export const questions = registry.category("service_finish_questions");

/**
 * Asks for what was forgotten, one thing after the other, and finishes the job.
 *
 * The server says what is missing, after each answer anew. All that is answered goes
 * through the same methods as without the sheet.
 */
export class FinishSheet extends Component {
    static template = "service_management.FinishSheet";
    static components = { Dialog };
    static props = { id: Number, close: Function, onNext: Function };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.sending = useSending();
        this.state = useState({ questions: [], asked: 0 });
        useBackToClose(() => this.props.close());
        onWillStart(() => this.load());
    }

    get question() {
        return this.state.questions[0];
    }

    get Question() {
        return questions.get(this.question.code);
    }

    get questionProps() {
        return {
            job: this.props.id,
            question: this.question,
            isBusy: this.sending.state.isBusy,
            send: (work) => this.sending.send(work),
            answer: (work) => this.answer(work),
            open: (model, method, id) => this.open(model, method, id),
            handOver: (action) => this.handOver(action),
        };
    }

    call(method, ...args) {
        return this.orm.call(JOB, method, [[this.props.id], ...args]);
    }

    async load() {
        this.state.questions = await this.call("get_forgotten");
    }

    /** Give an answer; then the next question, or the end. */
    answer(work = () => {}) {
        return this.sending.send(async () => {
            await work();
            await this.load();
            if (!this.question) {
                this.handOver(await this.call("action_finish_answered"));
            }
        });
    }

    /** Let a sheet of its own ask on, and come back. */
    async open(model, method, id) {
        const action = await this.orm.call(model, method, [[id]]);
        await this.action.doAction(action, { onClose: () => this.answer() });
    }

    handOver(action) {
        this.props.onNext(action);
        this.props.close();
    }
}

addSheet("service_finish", FinishSheet);
