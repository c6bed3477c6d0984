import { CircleUser } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';

import { SUGGESTED_ACTORS } from '../session/local-session.ts';
import type { LocalSession } from '../session/session.ts';
import { text } from '../text/text.ts';
import { Button } from '../ui/button.tsx';
import { Field, Input } from '../ui/field.tsx';
import { Dialog } from '../ui/overlay/dialog.tsx';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from '../ui/overlay/menu.tsx';
import { useSession, useViewer } from './app-context.ts';
import { chooseTheme, chosenTheme, THEMES } from './theme.ts';

/** Who one is, what one may do, and the colours of the page. */
export function ViewerMenu() {
  const session = useSession();
  const { actorId, roles } = useViewer();
  const [isNaming, setNaming] = useState(false);
  const [theme, setTheme] = useState(chosenTheme);
  return (
    <>
      <Menu
        trigger={
          <Button kind="quiet" aria-label={text.session.signedInAs(actorId)}>
            <CircleUser aria-hidden size={18} />
            <span className="max-w-24 truncate max-sm:hidden">{actorId}</span>
          </Button>
        }
      >
        <MenuLabel>{text.session.signedInAs(actorId)}</MenuLabel>
        <MenuLabel>{text.session.yourRoles(roles.map((role) => text.roles[role]).join(', '))}</MenuLabel>
        <MenuLine />
        {session.kind === 'local' ? (
          <>
            <MenuLabel>{text.session.actAs}</MenuLabel>
            <MenuChoice
              value={actorId}
              options={actorsWith(actorId).map((actor) => [actor, actor] as const)}
              onChoose={(actor) => {
                session.choose(actor);
              }}
            />
            <MenuItem
              onSelect={() => {
                setNaming(true);
              }}
            >
              <span className="w-4" />
              {text.session.enterActor}
            </MenuItem>
          </>
        ) : (
          <MenuItem
            onSelect={() => {
              session.signOut();
            }}
          >
            {text.session.signOut}
          </MenuItem>
        )}
        <MenuLine />
        <MenuLabel>{text.theme.label}</MenuLabel>
        <MenuChoice
          value={theme}
          options={THEMES.map((each) => [each, text.theme[each]] as const)}
          onChoose={(chosen) => {
            chooseTheme(chosen);
            setTheme(chosen);
          }}
        />
      </Menu>
      {isNaming && session.kind === 'local' && (
        <ActorDialog
          session={session}
          onClose={() => {
            setNaming(false);
          }}
        />
      )}
    </>
  );
}

function actorsWith(actorId: string): readonly string[] {
  const suggested: readonly string[] = SUGGESTED_ACTORS;
  return suggested.includes(actorId) ? suggested : [actorId, ...suggested];
}

/** What a header of HTTP can contain. */
const SENDABLE = '[\\u0020-\\u007e\\u00a0-\\u00ff]+';

function ActorDialog({ session, onClose }: { session: LocalSession; onClose: () => void }) {
  const [name, setName] = useState('');
  const choose = (event: SubmitEvent) => {
    event.preventDefault();
    if (name.trim() !== '') session.choose(name.trim());
  };
  return (
    <Dialog title={text.session.actAs} onClose={onClose}>
      <form className="flex flex-col gap-3" onSubmit={choose}>
        <Field label={text.session.otherActor} hint={text.session.actAsHint}>
          {(props) => (
            <Input
              {...props}
              autoFocus
              required
              maxLength={200}
              pattern={SENDABLE}
              title={text.session.sendable}
              value={name}
              onChange={(event) => {
                setName(event.target.value);
              }}
            />
          )}
        </Field>
        <Button kind="primary" type="submit" className="self-end">
          {text.session.choose}
        </Button>
      </form>
    </Dialog>
  );
}
