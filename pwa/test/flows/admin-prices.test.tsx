import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import type { Prices, PromoBody, TariffBody, TermsChange } from "../../src/api/admin/prices";
import { lot } from "../fixture/data";
import { coming, current, preview, prices, promo } from "../fixture/prices";
import { createStaffFixture } from "../fixture/staff";
import type { StaffOptions } from "../fixture/staff";
import { openApp } from "../render";

const PRICES = `/admin/${lot.slug}/prices`;

function open(path: string, answers: StaffOptions["answers"] = {}) {
  const sent: unknown[] = [];
  const fixture = createStaffFixture({
    permissions: ["set_prices"],
    answers: {
      [`GET ${lot.slug}/prices`]: () => Response.json(prices),
      [`POST ${lot.slug}/prices/preview`]: async (request) => {
        const { table } = (await request.json()) as { table: TariffBody | null };
        return Response.json({ ...preview, amountSen: table ? table.rateSen * 9 : preview.amountSen });
      },
      [`POST ${lot.slug}/prices`]: async (request) => {
        sent.push(await request.json());
        return Response.json(prices, { status: 201 });
      },
      [`PUT ${lot.slug}/prices/*`]: async (request) => {
        sent.push(await request.json());
        return Response.json(prices);
      },
      [`PATCH ${lot.slug}/prices/terms`]: async (request) => {
        const change = (await request.json()) as TermsChange & { seen: TermsChange };
        sent.push(change);
        return Response.json({ ...prices.terms, ...change });
      },
      [`GET ${lot.slug}/promos`]: () => Response.json({ promos: [promo] }),
      [`POST ${lot.slug}/promos`]: async (request) => {
        const body = (await request.json()) as PromoBody;
        sent.push(body);
        return Response.json(
          { promos: [{ ...promo, ...body, id: 6, code: body.code.toUpperCase(), uses: 0 }, promo] },
          { status: 201 },
        );
      },
      ...answers,
    },
  });
  return { ...openApp(path, fixture), sent };
}

describe("the rates", () => {
  test("stand over time, and only those to come can be changed", async () => {
    open(PRICES);
    expect(await screen.findByTestId("prices-current")).toHaveTextContent("Opening tariff");
    expect(within(screen.getByTestId("prices-current")).queryByText("Change")).not.toBeInTheDocument();
    expect(within(screen.getByTestId("prices-coming")).getByText("Change")).toBeInTheDocument();
    expect(screen.getByText("Prices that held before (1)")).toBeInTheDocument();
    expect(await screen.findByTestId("preview-total")).toHaveTextContent(/RM.57.24/);
  });

  test("a lot without prices says what to do", async () => {
    const none: Prices = { ...prices, tables: [] };
    open(PRICES, { [`GET ${lot.slug}/prices`]: () => Response.json(none) });
    expect(await screen.findByRole("link", { name: "New prices" })).toHaveAttribute("href", `${PRICES}/new`);
  });

  test("prices to come are taken back after a second thought", async () => {
    const asked: unknown[] = [];
    const { user } = open(PRICES, {
      [`POST ${lot.slug}/prices/*/withdraw`]: async (request) => {
        asked.push(await request.json());
        return new Response(null, { status: 204 });
      },
    });
    await user.click(await screen.findByTestId(`withdraw-${coming.id}`));
    expect(screen.getByTestId("withdraw-dialog")).toHaveTextContent("“School holidays” will not begin");
    await user.click(screen.getByTestId("withdraw-confirm"));
    expect(await screen.findByText("“School holidays” is taken back.")).toBeInTheDocument();
    expect(asked).toMatchObject([{ seen: { name: coming.name, rateSen: coming.rateSen } }]);
  });

  test("prices that somebody else changed are not taken back before it is seen what they are", async () => {
    const asked: { seen: TariffBody }[] = [];
    let kept = prices;
    const { user } = open(PRICES, {
      [`GET ${lot.slug}/prices`]: () => Response.json(kept),
      [`POST ${lot.slug}/prices/*/withdraw`]: async (request) => {
        asked.push((await request.json()) as { seen: TariffBody });
        if (asked.length > 1) return new Response(null, { status: 204 });
        kept = { ...prices, tables: [{ ...coming, rateSen: 900 }, current] };
        return Response.json({ code: "tariff_changed", detail: "Siti was first." }, { status: 409 });
      },
    });
    await user.click(await screen.findByTestId(`withdraw-${coming.id}`));
    await user.click(screen.getByTestId("withdraw-confirm"));
    const conflict = await screen.findByTestId("conflict");
    expect(conflict).toHaveTextContent(/Siti was first\..*Rate: RM.5.00 → RM.9.00/);
    await user.click(screen.getByTestId("withdraw-confirm"));
    expect(await screen.findByText("“School holidays” is taken back.")).toBeInTheDocument();
    expect(asked.map(({ seen }) => seen.rateSen)).toEqual([500, 900]);
  });

  test("new ones say whose place they take, and are told of others that were published meanwhile", async () => {
    const asked: { seen: TariffBody }[] = [];
    let kept = prices;
    const { user } = open(`${PRICES}/new`, {
      [`GET ${lot.slug}/prices`]: () => Response.json(kept),
      [`POST ${lot.slug}/prices`]: async (request) => {
        asked.push((await request.json()) as { seen: TariffBody });
        if (asked.length > 1) return Response.json(kept, { status: 201 });
        kept = { ...prices, tables: [coming, { ...current, id: 99, rateSen: 450 }] };
        return Response.json({ code: "tariff_changed", detail: "Siti was first." }, { status: 409 });
      },
    });
    await user.type(await screen.findByLabelText("Name", { selector: "[name=name]" }), "Dearer");
    const rate = screen.getByLabelText("Rate, RM", { selector: "[name=rate]" });
    await user.clear(rate);
    await user.type(rate, "6.50");
    await user.click(screen.getByTestId("publish"));
    await user.click(await screen.findByTestId("publish-confirm"));
    expect(await screen.findByTestId("publish-problem")).toHaveTextContent("Siti was first.");
    expect(screen.getByTestId("changes")).toHaveTextContent(/Rate: RM.4.50 → RM.6.50/);
    await user.click(screen.getByTestId("publish-confirm"));
    await waitFor(() => expect(window.location.pathname).toBe(PRICES));
    expect(asked.map(({ seen }) => seen.rateSen)).toEqual([400, 450]);
  });

  test("new ones are written, looked at beside the old, and published once it is said what changes", async () => {
    const { user, sent } = open(`${PRICES}/new`);
    await user.click(await screen.findByTestId("publish"));
    expect(screen.getByTestId("faults")).toHaveTextContent("One field above");
    expect(screen.getByLabelText("Name", { selector: "[name=name]" })).toBeInvalid();

    await user.type(screen.getByLabelText("Name", { selector: "[name=name]" }), "Dearer");
    const rate = screen.getByLabelText("Rate, RM", { selector: "[name=rate]" });
    await user.clear(rate);
    await user.type(rate, "6.50");
    await waitFor(() => {
      const totals = screen.getAllByTestId("preview-total").map((one) => one.textContent);
      expect(totals).toEqual(["RM\u00a036.00", "RM\u00a058.50"]);
    });
    await user.click(screen.getByRole("button", { name: "Remove night" }));
    await user.click(screen.getByTestId("publish"));

    const changes = await screen.findByTestId("changes");
    expect(changes).toHaveTextContent(/Rate: RM.4.00 → RM.6.50/);
    expect(changes).toHaveTextContent(/Gone: night, every day 22:00–07:00, RM.2.00/);
    expect(within(changes).getAllByRole("listitem")).toHaveLength(2);
    await user.click(screen.getByTestId("publish-confirm"));
    await waitFor(() => expect(window.location.pathname).toBe(PRICES));
    expect(sent).toEqual([expect.objectContaining({ name: "Dearer", rateSen: 650, bands: [] })]);
  });

  test("those to come are changed, held against what holds before them", async () => {
    const { user, sent } = open(`${PRICES}/${coming.id}`);
    await user.click(await screen.findByTestId("publish"));
    expect(await screen.findByTestId("changes")).toHaveTextContent(/Rate: RM.4.00 → RM.5.00/);
    await user.click(screen.getByTestId("publish-confirm"));
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({ name: coming.name, bands: coming.bands });
  });

  test("those that somebody else changed meanwhile are told apart, and theirs can be taken", async () => {
    const sent: { seen: TariffBody }[] = [];
    let kept = prices;
    const theirs = { ...coming, rateSen: 900 };
    const { user } = open(`${PRICES}/${coming.id}`, {
      [`GET ${lot.slug}/prices`]: () => Response.json(kept),
      [`PUT ${lot.slug}/prices/*`]: async (request) => {
        sent.push((await request.json()) as { seen: TariffBody });
        kept = { ...prices, tables: [theirs, current] };
        return Response.json({ code: "tariff_changed", detail: "Siti was first." }, { status: 409 });
      },
    });
    const rate = await screen.findByLabelText("Rate, RM", { selector: "[name=rate]" });
    await user.clear(rate);
    await user.type(rate, "7.00");
    await user.click(screen.getByTestId("publish"));
    await user.click(await screen.findByTestId("publish-confirm"));
    const conflict = await screen.findByTestId("conflict");
    expect(conflict).toHaveTextContent("Siti was first.");
    await waitFor(() => expect(conflict).toHaveTextContent(/Rate: RM.9.00 → RM.7.00/));
    expect(sent[0]?.seen).toMatchObject({ name: coming.name, rateSen: coming.rateSen });
    await user.click(within(conflict).getByTestId("take-theirs"));
    expect(rate).toHaveValue("9.00");
    expect(screen.queryByTestId("publish-dialog")).not.toBeInTheDocument();
  });

  test.each([
    [`${PRICES}/new`, () => screen.findByLabelText("Name", { selector: "[name=name]" })],
    [`${PRICES}/codes`, () => screen.findByLabelText("Code")],
    [`${PRICES}/terms`, () => screen.findByLabelText("Percent")],
  ])("what is written at %s is not left unasked", async (path, field) => {
    const ask = vi.spyOn(window, "confirm").mockReturnValue(false);
    const { user } = open(path);
    await user.type(await field(), "8");
    await user.click(screen.getByTestId("view-rates"));
    expect(ask).toHaveBeenCalledOnce();
    expect(window.location.pathname).toBe(path);
    await user.clear(await field());
    if (!path.endsWith("terms")) {
      await user.click(screen.getByTestId("view-rates"));
      expect(ask).toHaveBeenCalledOnce();
      expect(window.location.pathname).toBe(PRICES);
    }
    ask.mockRestore();
  });

  test("what the server refuses is said, and nothing is lost", async () => {
    const { user } = open(`${PRICES}/${coming.id}`, {
      [`PUT ${lot.slug}/prices/*`]: () =>
        Response.json({ code: "tariff_not_valid", detail: "Other prices begin then." }, { status: 422 }),
    });
    await user.click(await screen.findByTestId("publish"));
    await user.click(await screen.findByTestId("publish-confirm"));
    expect(await screen.findByTestId("publish-problem")).toHaveTextContent("Other prices begin then.");
    await user.click(screen.getByText("Go on writing"));
    expect(screen.getByLabelText("Name", { selector: "[name=name]" })).toHaveValue(coming.name);
  });

  test("prices that hold are not opened for change", async () => {
    open(`${PRICES}/${current.id}`);
    expect(await screen.findByText(/cannot be changed/)).toBeInTheDocument();
  });
});

describe("promo codes", () => {
  test("are listed with their uses, and ended", async () => {
    let ended = "";
    const { user } = open(`${PRICES}/codes`, {
      [`DELETE ${lot.slug}/promos/*`]: (request) => {
        ended = request.url;
        return new Response(null, { status: 204 });
      },
    });
    expect(await screen.findByTestId("promo-RAYA")).toHaveTextContent(/10 % off.*used 12 of 100 times/);
    await user.click(screen.getByTestId("end-RAYA"));
    await user.click(screen.getByTestId("end-confirm"));
    await waitFor(() => expect(ended).toContain(`/promos/${promo.id}`));
  });

  test("are made", async () => {
    const { user, sent } = open(`${PRICES}/codes`);
    await screen.findByTestId("promo-RAYA");
    await user.click(screen.getByTestId("make-promo"));
    expect(screen.getByText("Please write letters, digits and hyphens.")).toBeInTheDocument();
    await user.type(screen.getByLabelText("Code"), "five-off");
    await user.click(screen.getByRole("button", { name: "An amount" }));
    await user.type(screen.getByLabelText("RM off"), "5");
    await user.click(screen.getByTestId("make-promo"));
    expect(await screen.findByTestId("promo-FIVE-OFF")).toBeInTheDocument();
    expect(sent[0]).toMatchObject({ code: "five-off", kind: "fixed", value: 500, totalLimit: null });
  });
});

describe("the terms", () => {
  test("tell what drivers will read before they are saved", async () => {
    const { user, sent } = open(`${PRICES}/terms`);
    const summary = await screen.findByTestId("summary-cancel");
    expect(summary).toHaveTextContent("100 % back up to 24 hours before the start");
    const hours = screen.getAllByLabelText("Hours before the start");
    await user.clear(hours[0] as HTMLElement);
    await user.type(hours[0] as HTMLElement, "1");
    await user.click(screen.getByTestId("save-cancel"));
    expect(screen.getByRole("alert")).toHaveTextContent("Who cancels earlier would get less back");
    expect(sent).toEqual([]);

    await user.clear(hours[0] as HTMLElement);
    await user.type(hours[0] as HTMLElement, "48");
    expect(await screen.findByTestId("summary-cancel")).toHaveTextContent("100 % back up to 48 hours");
    await user.click(screen.getByTestId("save-cancel"));
    expect(await screen.findByText("The terms are saved.")).toBeInTheDocument();
    expect(sent).toEqual([
      {
        cancellationPolicy: [
          { hoursBefore: 48, refundPercent: 100 },
          { hoursBefore: 2, refundPercent: 50 },
        ],
        seen: { cancellationPolicy: prices.terms.cancellationPolicy },
      },
    ]);
  });

  test("tax and late cars have theirs", async () => {
    const { user, sent } = open(`${PRICES}/terms`);
    const tax = await screen.findByLabelText("Percent");
    await user.clear(tax);
    await user.type(tax, "0");
    expect(screen.getByTestId("summary-tax")).toHaveTextContent("No service tax is charged.");
    await user.clear(tax);
    await user.type(tax, "8");
    await user.click(screen.getByRole("button", { name: "with tax in them" }));
    expect(screen.getByTestId("summary-tax")).toHaveTextContent("Service tax of 8 % is included.");
    await user.click(screen.getByTestId("save-tax"));
    await user.clear(screen.getByLabelText(/^Most for 24 hours/));
    await user.type(screen.getByLabelText(/^Minutes after the start/), "45");
    expect(screen.getByTestId("summary-late")).toHaveTextContent("45 minutes after the start");
    await user.click(screen.getByTestId("save-late"));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent).toEqual([
      { taxBasisPoints: 800, taxIncluded: true, seen: { taxBasisPoints: 600, taxIncluded: false } },
      {
        overstayDayCapSen: null,
        noShowMinutes: 45,
        seen: { overstayDayCapSen: 4500, noShowMinutes: null },
      },
    ]);
  });

  test("that somebody else changed meanwhile are shown beside, and not overwritten unseen", async () => {
    const sent: TermsChange[] = [];
    const theirs = { ...prices.terms, cancellationPolicy: [{ hoursBefore: 12, refundPercent: 80 }] };
    let kept = prices.terms;
    const { user } = open(`${PRICES}/terms`, {
      [`GET ${lot.slug}/prices`]: () => Response.json({ ...prices, terms: kept }),
      [`PATCH ${lot.slug}/prices/terms`]: async (request) => {
        sent.push((await request.json()) as TermsChange);
        if (sent.length > 1) return Response.json({ ...theirs, ...sent[1] });
        kept = theirs;
        const detail = "Siti has changed the same meanwhile.";
        return Response.json({ code: "lot_settings_changed", detail }, { status: 409 });
      },
    });
    await screen.findByTestId("summary-cancel");
    const hours = screen.getAllByLabelText("Hours before the start")[0] as HTMLElement;
    await user.clear(hours);
    await user.type(hours, "48");
    await user.click(screen.getByTestId("save-cancel"));
    const conflict = await screen.findByTestId("conflict");
    expect(conflict).toHaveTextContent("Siti has changed the same meanwhile.");
    expect(conflict).toHaveTextContent(/Now: .*80 % back up to 12 hours.*Yours: .*100 % back up to 48 hours/);
    await user.click(within(conflict).getByTestId("keep-mine"));
    expect(await screen.findByText("The terms are saved.")).toBeInTheDocument();
    expect(sent[1]).toMatchObject({ seen: { cancellationPolicy: theirs.cancellationPolicy } });
  });
});
