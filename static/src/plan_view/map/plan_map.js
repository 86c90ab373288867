/* global L */

import { Component, onMounted, onWillStart, onWillUnmount, useRef, useState } from "@odoo/owl";
import { loadCSS, loadJS } from "@web/core/assets";
import { serializeDate } from "@web/core/l10n/dates";
import { KeepLast } from "@web/core/utils/concurrency";
import { useBus } from "@web/core/utils/hooks";
import { escape } from "@web/core/utils/strings";
import { routesOf } from "./routes";

const { DateTime } = luxon;
const LIBRARY = "/service_management/static/lib/leaflet/leaflet";
const WORLD = [[45.5, 10.5], 5];

/** One day of the plan on a map: a route for each row, and a pin for each card. */
export class PlanMap extends Component {
    static template = "service_management.PlanMap";
    static props = {
        planner: Object,
        show: Function,
        move: { type: Function, optional: true },
        close: Function,
    };

    setup() {
        const { planner } = this.props;
        this.ref = useRef("map");
        this.keepLast = new KeepLast();
        this.state = useState({ day: serializeDate(this.firstDay), missing: [], isPlain: false });
        useBus(planner.model.bus, "update", () => this.refresh());
        useBus(planner.bus, "CHANGED", () => this.refresh());
        onWillStart(() =>
            Promise.all([
                loadJS(`${LIBRARY}.js`),
                loadCSS(`${LIBRARY}.css`),
                planner.tray.backlog.load(),
            ]),
        );
        onMounted(() => this.draw());
        onWillUnmount(() => this.map?.remove());
    }

    get model() {
        return this.props.planner.model;
    }

    get cards() {
        return this.props.planner.tray.backlog.cards;
    }

    /** Today, or where the window begins. */
    get firstDay() {
        const { start, stop } = this.model.scale;
        const now = DateTime.now();
        return now >= start && now < stop ? now : start;
    }

    onDay(ev) {
        this.state.day = ev.target.value || serializeDate(this.firstDay);
        this.isFitted = false;
        return this.refresh();
    }

    draw() {
        this.map = L.map(this.ref.el, { zoomSnap: 0.5 }).setView(...WORLD);
        this.map.attributionControl.setPrefix("Leaflet");
        this.layer = L.layerGroup().addTo(this.map);
        return this.refresh();
    }

    async refresh() {
        const routes = routesOf(this.model, this.state.day);
        const records = routes.flatMap((route) => route.records);
        const ids = [...records, ...this.cards].map(({ id }) => id);
        const { orm, resModel, meta } = this.model;
        const answer = await this.keepLast.add(
            orm.call(resModel, "service_gantt_spots", [[...new Set(ids)]], {
                context: meta.context,
            }),
        );
        if (!this.ref.el) {
            return;
        }
        const spots = new Map(answer.spots.map(([id, ...spot]) => [id, spot]));
        this.setTiles(answer);
        this.layer.clearLayers();
        routes.forEach((route) => this.addRoute(route, spots));
        this.cards.filter(({ id }) => spots.has(id)).forEach((card) => this.addPin(card, spots));
        this.state.missing = [
            ...new Set([...records, ...this.cards].filter(({ id }) => !spots.has(id)).map(nameOf)),
        ];
        if (!this.isFitted && spots.size) {
            this.isFitted = true;
            this.map.fitBounds([...spots.values()], { padding: [24, 24], maxZoom: 13 });
        }
    }

    setTiles({ tiles, credit }) {
        this.state.isPlain = !tiles;
        if (tiles && !this.tiles) {
            this.tiles = L.tileLayer(tiles, { attribution: escape(credit) }).addTo(this.map);
        }
    }

    addRoute({ row, records }, spots) {
        const stops = records.filter(({ id }) => spots.has(id));
        const className = `o_sg_route o_sg_color_${row.color || 0}`;
        L.polyline(
            stops.map(({ id }) => spots.get(id)),
            { className, interactive: false },
        ).addTo(this.layer);
        stops.forEach((record, index) => {
            const text = `${index + 1}. ${record.display_name} · ${row.label}`;
            const stop = L.circleMarker(spots.get(record.id), { className, radius: 9 });
            this.add(stop, record.id, text).on("click", () => this.props.show(record.id));
        });
    }

    /** A pin is a card of the tray, and dragged onto the plan like one. */
    addPin(card, spots) {
        const html = `<div class="o_sg_card o_sg_pin" data-id="${Number(card.id)}"><i class="fa fa-map-marker"></i></div>`;
        const icon = L.divIcon({ html, className: "", iconSize: [24, 32], iconAnchor: [12, 32] });
        const pin = this.add(L.marker(spots.get(card.id), { icon }), card.id, nameOf(card));
        L.DomEvent.on(pin.getElement(), "mousedown touchstart", L.DomEvent.stopPropagation);
        pin.on("click", () => this.props.move?.(card));
    }

    add(marker, id, text) {
        const { board } = this.props.planner;
        marker.addTo(this.layer).bindTooltip(escape(text));
        marker.getElement().dataset.id = id;
        marker.on("mouseover", () => board.light(id, true));
        marker.on("mouseout", () => board.light(id, false));
        return marker;
    }
}

const nameOf = ({ title, name, display_name: displayName }) => title || displayName || name;
