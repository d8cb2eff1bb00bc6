//! Drafts, written over what was read.

use catalogue::courses::StepId;
use catalogue::library::VersionId;
use platform::db::Tx;
use platform::vault::DataKey;
use platform::{Result, Site, args, sql};
use training::enrolment::EnrolmentId;
use training::groups::GroupId;

use super::super::sealing::sealed;
use super::{Content, Submission, SubmissionId, content_place};

/// A draft about to be written.
pub(in super::super) struct Draft<'a> {
    pub(in super::super) key: &'a DataKey,
    pub(in super::super) enrolment: EnrolmentId,
    pub(in super::super) group: Option<GroupId>,
    pub(in super::super) step: StepId,
    pub(in super::super) version: VersionId,
    pub(in super::super) number: u32,
}

/// Writes the text of a draft, which begins when there is none; `over`: the revision that was read, 0 before the first.
/// Answers its identifier and its next revision; none when somebody has written since.
pub(in super::super) async fn write(
    tx: &mut Tx,
    site: &Site,
    draft: &Draft<'_>,
    before: Option<&Submission>,
    (over, text): (i64, &str),
) -> Result<Option<(SubmissionId, i64)>> {
    if before.map_or(0, |before| before.revision) != over {
        return Ok(None);
    }
    let content = Content {
        text: text.to_owned(),
        format: None,
    };
    let id = before.map_or_else(|| site.new_id(), |before| before.id);
    let content = sealed(site, draft.key, content_place(id), &content)?;
    let sql = sql!(
        "INSERT INTO submissions (id, enrolment_id, step_id, version_id, number, content, revision, began_at, group_id)
         VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $8)
         ON CONFLICT (COALESCE(group_id, enrolment_id), step_id, number)
           DO UPDATE SET content = $6, version_id = $4, revision = submissions.revision + 1
           WHERE submissions.id = $1 AND submissions.revision = $9 AND submissions.handed_at IS NULL"
    );
    let values = args![
        id,
        draft.enrolment,
        draft.step,
        draft.version,
        draft.number,
        content,
        site.clock().now(),
        draft.group,
        over
    ];
    Ok((tx.execute(sql, values).await? > 0).then_some((id, over + 1)))
}

/// The usual save of what saves itself: over a draft that its learner alone has begun, and who is in no group. Answers it with its next revision; none
/// when it stands elsewhere, and must be read whole. Two statements.
pub(in super::super) async fn save_alone(
    tx: &mut Tx,
    site: &Site,
    key: &DataKey,
    (enrolment, step): (EnrolmentId, StepId),
    (over, text): (i64, &str),
) -> Result<Option<(SubmissionId, i64)>> {
    let sql = sql!(
        "SELECT id FROM submissions WHERE enrolment_id = $1 AND step_id = $2 AND revision = $3 AND group_id IS NULL
         AND handed_at IS NULL AND NOT EXISTS (SELECT 1 FROM group_members m WHERE m.enrolment_id = $1)"
    );
    let Some(row) = tx.optional(sql, args![enrolment, step, over]).await? else {
        return Ok(None);
    };
    let id: SubmissionId = row.get("id")?;
    let content = Content {
        text: text.to_owned(),
        format: None,
    };
    let content = sealed(site, key, content_place(id), &content)?;
    let sql = sql!(
        "UPDATE submissions SET content = $3, revision = revision + 1 WHERE id = $1 AND revision = $2 AND handed_at IS NULL"
    );
    let done = tx.execute(sql, args![id, over, content]).await? > 0;
    Ok(done.then_some((id, over + 1)))
}
