// Moves speed dials by pointer and by keyboard: shows the order as it would be, tells it, and hands over the last place.
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
} from 'react';
import type { SpeedDial, SpeedDialList } from '#shared/contracts';
import type { MessageKey } from '#shared/i18n';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import {
  neighbourPlace,
  placeInGroup,
  placeOver,
  placed,
  positionOf,
  sectionsOf,
  type SpeedDialPlace,
  type SpeedDialSection,
} from './speedDialOrder.ts';

/** What a handle needs. */
export interface ReorderHandle {
  readonly 'aria-pressed': boolean;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onClick: (event: MouseEvent) => void;
}

/** The order as shown, and what moves it. */
export interface Reorder {
  readonly sections: readonly SpeedDialSection[];
  /** What is being moved. */
  readonly movingId: string | undefined;
  /** For a live region. */
  readonly news: string;
  readonly handleOf: (item: SpeedDial) => ReorderHandle;
}

interface Moving {
  readonly item: SpeedDial;
  readonly by: 'keys' | 'pointer';
  /** Undefined: where it stood. */
  readonly place?: SpeedDialPlace;
}

type Happening = 'pickedUp' | 'movedTo' | 'dropped' | 'putBack';

const happeningKeys: Readonly<Record<Happening, MessageKey>> = {
  pickedUp: 'speedDials.pickedUp',
  movedTo: 'speedDials.movedTo',
  dropped: 'speedDials.dropped',
  putBack: 'speedDials.putBack',
};
const steps: Readonly<Record<string, -1 | 1>> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

/** Reordering of `list`; `onMove` hears one place per move. */
export function useReorder(list: SpeedDialList, onMove: (id: string, place: SpeedDialPlace) => void): Reorder {
  const [moving, setMoving] = useState<Moving>();
  const { news, tell } = useNews();
  const resting = sectionsOf(list);
  const sections = moving?.place === undefined ? resting : placed(resting, moving.item.id, moving.place);

  const pickUp = (item: SpeedDial, by: Moving['by']): void => {
    setMoving({ item, by });
    if (by === 'keys') tell('pickedUp', item, resting);
  };
  const goTo = (place: SpeedDialPlace | undefined): void => {
    if (place === undefined || moving === undefined) return;
    setMoving({ ...moving, place });
    tell('movedTo', moving.item, placed(resting, moving.item.id, place));
  };
  const end = (isDropped: boolean): void => {
    setMoving(undefined);
    // A handle that was only touched has moved nothing.
    if (moving === undefined || (moving.by === 'pointer' && moving.place === undefined)) return;
    if (isDropped && moving.place !== undefined) onMove(moving.item.id, moving.place);
    tell(isDropped ? 'dropped' : 'putBack', moving.item, isDropped ? sections : resting);
  };

  useFocusOf(moving?.by === 'keys' ? moving : undefined);
  usePointer(moving?.by === 'pointer', {
    onOver: (target) => {
      if (moving !== undefined) goTo(placeAt(target, sections, moving.item.id));
    },
    onEnd: end,
  });

  const handleOf = (item: SpeedDial): ReorderHandle =>
    handleFor(moving?.item.id === item.id, {
      toggle: () => {
        if (moving?.item.id === item.id) end(true);
        else pickUp(item, 'keys');
      },
      drag: () => {
        pickUp(item, 'pointer');
      },
      step: (step) => {
        goTo(neighbourPlace(sections, item.id, step));
      },
      end,
    });

  return { sections, movingId: moving?.item.id, news, handleOf };
}

/** What happened last, in words for a live region. */
function useNews(): {
  readonly news: string;
  readonly tell: (happening: Happening, item: SpeedDial, now: readonly SpeedDialSection[]) => void;
} {
  const { t } = useTranslator();
  const [news, setNews] = useState('');
  return {
    news,
    tell: (happening, item, now) => {
      const at = positionOf(now, item.id);
      setNews(
        t(happeningKeys[happening], {
          label: plainText(item.label),
          number: at?.number ?? 0,
          count: at?.count ?? 0,
          group: plainText(at?.section.group?.label) || t('speedDials.noGroup'),
        }),
      );
    },
  };
}

interface HandleActions {
  readonly toggle: () => void;
  readonly drag: () => void;
  readonly step: (step: -1 | 1) => void;
  readonly end: (isDropped: boolean) => void;
}

function handleFor(isHeld: boolean, { toggle, drag, step, end }: HandleActions): ReorderHandle {
  return {
    'aria-pressed': isHeld,
    onKeyDown: (event) => {
      const by = steps[event.key];
      if (event.key === ' ' || event.key === 'Enter') toggle();
      else if (isHeld && by !== undefined) step(by);
      else if (isHeld && event.key === 'Escape') end(false);
      else {
        // Leaving it leaves it where it is.
        if (isHeld && event.key === 'Tab') end(true);
        return;
      }
      event.preventDefault();
    },
    onPointerDown: (event) => {
      if (event.button === 0) drag();
    },
    // A click without a pointer is made by a screen reader or by speech.
    onClick: (event) => {
      if (event.detail === 0) toggle();
    },
  };
}

/** The place a point of the page means: a card, or the room of a group beside its cards. */
function placeAt(
  target: Element | null,
  sections: readonly SpeedDialSection[],
  id: string,
): SpeedDialPlace | undefined {
  const overId = target?.closest<HTMLElement>('[data-speed-dial]')?.dataset['speedDial'];
  if (overId !== undefined) return placeOver(sections, id, overId);
  const groupId = target?.closest<HTMLElement>('[data-speed-dial-group]')?.dataset['speedDialGroup'];
  return groupId === undefined ? undefined : placeInGroup(sections, id, groupId === '' ? undefined : groupId);
}

/** An element that moves in the document loses the focus: it gets it back after each step. */
function useFocusOf(moving: Moving | undefined): void {
  useLayoutEffect(() => {
    if (moving === undefined) return;
    const cards = [...document.querySelectorAll<HTMLElement>('[data-speed-dial]')];
    const card = cards.find(({ dataset }) => dataset['speedDial'] === moving.item.id);
    card?.querySelector<HTMLElement>('[data-move]')?.focus();
  }, [moving]);
}

interface PointerHearer {
  readonly onOver: (target: Element | null) => void;
  readonly onEnd: (isDropped: boolean) => void;
}

/** Follows the pointer over the whole page while something is dragged: the handle itself moves in the document. */
function usePointer(isDragging: boolean, hearer: PointerHearer): void {
  const latest = useRef(hearer);
  useLayoutEffect(() => {
    latest.current = hearer;
  });
  useEffect(() => {
    if (!isDragging) return;
    const onMove = (event: globalThis.PointerEvent): void => {
      event.preventDefault();
      latest.current.onOver(document.elementFromPoint(event.clientX, event.clientY));
    };
    const onUp = (): void => {
      latest.current.onEnd(true);
    };
    const onCancel = (): void => {
      latest.current.onEnd(false);
    };
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key === 'Escape') latest.current.onEnd(false);
    };
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('pointercancel', onCancel);
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('pointercancel', onCancel);
      window.removeEventListener('keydown', onKey);
    };
  }, [isDragging]);
}
