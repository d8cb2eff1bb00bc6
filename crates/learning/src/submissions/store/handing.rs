//! A draft becomes what was handed in.

use catalogue::assignments::Format;
use catalogue::library::VersionId;
use platform::db::Tx;
use platform::events::{self, Event};
use platform::vault::DataKey;
use platform::{Result, Site, args, sql};
use training::enrolment::Enrolment;

use super::super::sealing::sealed;
use super::{Content, Submission, content_place};

/// How a draft is handed in.
pub(in super::super) struct Handing<'a> {
    pub(in super::super) version: VersionId,
    pub(in super::super) format: Option<Format>,
    pub(in super::super) late: bool,
    pub(in super::super) anonymous: bool,
    /// For whom: a group's members, whoever of them hands in.
    pub(in super::super) with: &'a [Enrolment],
}

/// Hands a draft in, once: false when it was already.
pub(in super::super) async fn hand_in(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    enrolment: &Enrolment,
    (draft, handing): (&Submission, &Handing<'_>),
) -> Result<bool> {
    let content = Content {
        format: handing.format,
        ..draft.content.clone()
    };
    let content = sealed(site, key, content_place(draft.id), &content)?;
    let sql = sql!(
        "UPDATE submissions SET handed_at = $3, content = $4, late = $5, anonymous = $6, version_id = $7
         WHERE id = $1 AND revision = $2 AND handed_at IS NULL"
    );
    let values = args![
        draft.id,
        draft.revision,
        site.clock().now(),
        content,
        i64::from(handing.late),
        i64::from(handing.anonymous),
        handing.version
    ];
    if tx.execute(sql, values).await? == 0 {
        return Ok(false);
    }
    if draft.group.is_some() {
        for one in handing.with {
            let sql = sql!("INSERT INTO submission_members (submission_id, enrolment_id) VALUES ($1, $2)");
            tx.execute(sql, args![draft.id, one.id]).await?;
        }
    }
    let event = Event::new("submission.handed")
        .by(Some(enrolment.person))
        .about(enrolment.person)
        .in_session(enrolment.session)
        .on(draft.id)
        .with("step", draft.step.0)
        .with("late", i64::from(handing.late));
    events::write(tx, site, event).await?;
    Ok(true)
}
