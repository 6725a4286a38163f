import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { lots } from "../../../test/fixture/data";
import { createQueryClient } from "../../api/queries";
import { I18nProvider } from "../../i18n/I18nProvider";
import { en } from "../../i18n/messages/en";
import { LotPin } from "./LotPin";

function show(known: boolean) {
  const [lot] = lots;
  if (!lot) throw new Error("the fixture has lots");
  render(
    <QueryClientProvider client={createQueryClient()}>
      <I18nProvider language="en" dictionary={en}>
        <LotPin
          lot={{ ...lot, name: "Plaza Damai", freeNow: 85, isOpen: true }}
          metres={null}
          known={known}
          isChosen={false}
          onChoose={() => undefined}
          onFocus={() => undefined}
        />
      </I18nProvider>
    </QueryClientProvider>,
  );
  return screen.getByRole("button");
}

test("a pin tells how many spots are free now", () => {
  const pin = show(true);
  expect(pin).toHaveTextContent("85");
  expect(pin).toHaveAccessibleName("Plaza Damai: 85 free");
});

test("a pin tells no count that is not of now", () => {
  const pin = show(false);
  expect(pin).not.toHaveTextContent("85");
  expect(pin).toHaveAccessibleName("Plaza Damai: Spots not known");
});
