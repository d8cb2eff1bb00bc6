//! A sheet signed on paper comes back: its scan is filed, and the trainer says who signed.

use platform::blobs;
use platform::events;
use platform::html::FormErrors;
use platform::http::{
    Done, HeaderMap, IntoResponse as _, Path, Proof, Response, Routes, SentFile, State, Upload, View,
    as_download, send_blob,
};
use platform::keys::Class;
use platform::{Error, Result, Site};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};

use super::routes::Places;
use super::rules::{Method, Said, refused};
use super::sheet::gather;
use super::store::{NewMark, seals};
use super::writing::{event, hold, put, sealed, unsealed};
use super::{KeepAttendance, views};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<KeepAttendance, _>("/sessions/{session}/emargement/{feuille}/papier", page)
        .upload::<KeepAttendance, _>("/sessions/{session}/emargement/{feuille}/papier", file)
        .get::<KeepAttendance, _>("/sessions/{session}/emargement/{feuille}/scans/{document}", scan)
}

/// The largest scan, in bytes.
const LARGEST: u64 = 20 << 20;

async fn page(
    State(site): State<Site>,
    proof: Proof<KeepAttendance>,
    view: View,
    Path((_, feuille)): Places,
) -> Result<Response> {
    let shown = unsealed(&site, proof.id(), &feuille).await?;
    Ok(view.page(&views::paper(&view.frame, &shown, &[], &FormErrors::default())?))
}

/// What a scan is, by its first bytes.
fn kind(head: &[u8]) -> Option<&'static str> {
    match head {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("application/pdf"),
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        _ => None,
    }
}

/// The scan of a form: its kind and its matter, or a sentence.
async fn check(
    sent: Option<SentFile>,
) -> Result<std::result::Result<(&'static str, tokio::fs::File), &'static str>> {
    let Some(sent) = sent else {
        return Ok(Err(
            "Choisissez le fichier\u{202f}: la feuille numérisée, ou sa photo.",
        ));
    };
    if sent.size > LARGEST {
        return Ok(Err(
            "Ce fichier dépasse 20\u{a0}Mo\u{202f}: numérisez avec une qualité plus basse, ou en noir et blanc.",
        ));
    }
    let reading = |error: std::io::Error| Error::internal("reading a scan", error);
    let mut file = tokio::fs::File::from_std(sent.file);
    let mut head = [0; 8];
    let mut read = 0;
    while read < head.len() {
        match file.read(&mut head[read..]).await.map_err(reading)? {
            0 => break,
            more => read += more,
        }
    }
    file.rewind().await.map_err(reading)?;
    Ok(match kind(&head[..read]) {
        Some(kind) => Ok((kind, file)),
        None => Err(
            "Ce fichier n’est ni un PDF, ni une image JPEG ou PNG. Numérisez la feuille dans un de ces formats.",
        ),
    })
}

async fn file(
    State(site): State<Site>,
    proof: Proof<KeepAttendance>,
    view: View,
    Path((_, feuille)): Places,
    mut upload: Upload,
) -> Result<Response> {
    let shown = unsealed(&site, proof.id(), &feuille).await?;
    let mut errors = FormErrors::default();
    let signed: Vec<String> = upload.form.values("inscription").map(str::to_owned).collect();
    let now = site.clock().now();
    if let Some(why) = refused(Said::Present, &shown.half, false, now) {
        return Err(Error::Refused(why.into()));
    }
    let (content_type, matter) = match check(upload.take("feuille")).await? {
        Ok(found) => found,
        Err(why) => {
            errors.add("feuille", "Feuille signée", why);
            return Ok(view.invalid(&views::paper(&view.frame, &shown, &signed, &errors)?));
        }
    };
    let owner = shown.session.id.0;
    let stored = blobs::put(&site, owner, Class::Evidence, content_type, matter.take(LARGEST)).await?;
    let mut tx = site.db().begin().await?;
    let sheet = hold(&mut tx, &site, &shown).await?.ok_or_else(sealed)?;
    let blob = stored.record(&mut tx).await?;
    seals::file_scan(&mut tx, &site, sheet, blob, proof.actor()).await?;
    let event = event("attendance.scanned", &shown, sheet, proof.actor());
    events::write(&mut tx, &site, event).await?;
    for person in shown
        .people
        .iter()
        .filter(|one| signed.contains(&one.enrolment.to_string()))
    {
        let new = NewMark {
            enrolment: person.enrolment,
            said: Said::Present,
            method: Method::Paper,
            at: now,
            by: proof.actor(),
            signature: None,
        };
        put(
            &mut tx,
            &site,
            (&shown, sheet),
            (site.new_id(), person.person),
            &new,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(Done::at(shown.path())
        .saying("La feuille signée est classée.")
        .into_response())
}

async fn scan(
    State(site): State<Site>,
    proof: Proof<KeepAttendance>,
    Path((_, feuille, document)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    let shown = gather(&site, proof.id(), &feuille).await?;
    let mut scans = shown.scans.iter();
    let scan = scans.find(|scan| scan.id.to_string() == document).ok_or_else(|| {
        Error::Refused("Cette feuille de papier n’est pas classée ici\u{202f}: revenez à la demi-journée pour voir celles qui le sont.".into())
    })?;
    let blob = blobs::find(&mut site.db().read().await?, scan.blob).await?;
    let ending = match blob.content_type.as_str() {
        "application/pdf" => "pdf",
        "image/png" => "png",
        _ => "jpg",
    };
    let name = format!(
        "emargement-{}-{}-signe.{ending}",
        shown.session.reference, shown.half.key.day
    );
    let mut response = send_blob(&site, &blob, &headers, false).await?;
    as_download(&mut response, &name);
    Ok(response)
}

#[cfg(test)]
mod cases {
    use super::*;

    #[test]
    fn a_scan_is_known_by_its_first_bytes() {
        let cases: [(&[u8], Option<&str>); 6] = [
            (b"%PDF-1.7", Some("application/pdf")),
            (b"\x89PNG\r\n\x1a\n", Some("image/png")),
            (b"\xff\xd8\xff\xe0abcd", Some("image/jpeg")),
            (b"MZ\x90\x00", None),
            (b"%PDF", None),
            (b"", None),
        ];
        for (head, expected) in cases {
            assert_eq!(kind(head), expected, "{head:?}");
        }
    }
}
