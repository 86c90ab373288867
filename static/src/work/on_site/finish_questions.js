import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { x2ManyCommands } from "@web/core/orm_service";
import { useService } from "@web/core/utils/hooks";
import { getDataURLFromFile } from "@web/core/utils/urls";
import { formatFloatTime } from "@web/views/fields/formatters";
import { parseFloatTime } from "@web/views/fields/parsers";
import { questions } from "./finish_sheet";
import { readNumber, showNumber } from "./numbers";

const JOB = "service.intervention";
const OPERATION = "service.activity";
const MOST_PARTS = 5; // that fit on a phone without rolling
const WITHOUT_FINDING = ["none", "done"];

/** One question of the sheet, which gives its answers to the server. */
class Question extends Component {
    static props = {
        job: Number,
        question: Object,
        isBusy: Boolean,
        send: Function,
        answer: Function,
        open: Function,
        handOver: Function,
    };

    setup() {
        this.orm = useService("orm");
    }

    call(method, ...args) {
        return this.orm.call(JOB, method, [[this.props.job], ...args]);
    }

    answer(method, ...args) {
        return this.props.answer(() => this.call(method, ...args));
    }

    /** No is an answer, too: it is kept and not asked for again. */
    decline(field) {
        return this.props.answer(() => this.orm.write(JOB, [this.props.job], { [field]: true }));
    }
}

class OperationsQuestion extends Question {
    static template = "service_management.OperationsQuestion";

    hasFinding(operation) {
        return !WITHOUT_FINDING.includes(operation.check_type);
    }

    record(operation, method) {
        return this.props.answer(() => this.orm.call(OPERATION, method, [[operation.id]]));
    }

    open(operation, method) {
        return this.props.open(OPERATION, method, operation.id);
    }

    skip(operation) {
        return operation.required
            ? this.open(operation, "action_open_skip")
            : this.record(operation, "action_skip");
    }

    /** What is left goes to another job, or all of it is skipped. */
    followUp() {
        return this.props.send(async () => {
            this.props.handOver(await this.call("action_open_left"));
        });
    }
}

/** A number that is proposed, to be confirmed, changed or declined. */
class NumberQuestion extends Question {
    static template = "service_management.NumberQuestion";

    setup() {
        super.setup();
        this.state = useState({ text: this.proposal ? this.show(this.proposal) : "" });
    }

    get number() {
        return readNumber(this.state.text);
    }

    show(number) {
        return showNumber(number);
    }
}

class TravelQuestion extends NumberQuestion {
    method = "action_add_travel";
    field = "without_travel";
    title = _t("How far did you travel?");
    unit = _t("km");
    refusal = _t("No Travel");

    get proposal() {
        return this.props.question.kilometres;
    }
}

class TimeQuestion extends NumberQuestion {
    method = "action_add_time";
    field = "without_time";
    title = _t("How long did you work?");
    unit = _t("hours");
    refusal = _t("No Time");

    get proposal() {
        return this.props.question.hours;
    }

    get number() {
        const { text } = this.state;
        return text.includes(":") ? readHours(text) : super.number;
    }

    show(hours) {
        return formatFloatTime(hours, { noLeadingZeroHour: true });
    }
}

function readHours(text) {
    try {
        return parseFloatTime(text);
    } catch {
        return null;
    }
}

class PartsQuestion extends Question {
    static template = "service_management.PartsQuestion";

    setup() {
        super.setup();
        this.state = useState({ parts: [] });
        onWillStart(() => this.load());
    }

    /** Those with a serial number to choose have a sheet of their own. */
    get parts() {
        return this.state.parts.filter((part) => !part.is_tracked).slice(0, MOST_PARTS);
    }

    get isUsed() {
        return this.state.parts.some((part) => part.quantity);
    }

    show(number) {
        return showNumber(number);
    }

    async load() {
        this.state.parts = (await this.call("get_parts")).parts;
    }

    change(part, change) {
        return this.props.send(async () => {
            await this.call("change_part", part.id, Math.max(part.quantity + change, 0));
            await this.load();
        });
    }

    openAll() {
        return this.props.open(JOB, "action_open_parts", this.props.job);
    }
}

class PhotosQuestion extends Question {
    static template = "service_management.PhotosQuestion";

    onPhotos(event) {
        const files = [...event.target.files];
        return this.props.answer(async () => {
            const photos = await Promise.all(files.map((file) => this.read(file)));
            await this.orm.write(JOB, [this.props.job], {
                photo_ids: photos.map((photo) => x2ManyCommands.create(false, photo)),
            });
        });
    }

    async read(file) {
        const url = await getDataURLFromFile(file);
        return { name: file.name, datas: url.split(",")[1] };
    }
}

questions
    .add("operations", OperationsQuestion)
    .add("time", TimeQuestion)
    .add("travel", TravelQuestion)
    .add("parts", PartsQuestion)
    .add("photos", PhotosQuestion);
