//! `/regions/{region}/organisme/images`: the stamp and the signature that the documents of a chamber bear.

use platform::blobs;
use platform::html::FormErrors;
use platform::http::{
    Done, HeaderMap, IntoResponse as _, Path, Proof, Response, Routes, State, Upload, View, send_blob,
};
use platform::keys::{self, Class};
use platform::{Error, Result, Site};

use super::picture::read;
use super::store::{self, Drawn, New};
use super::{EditOrganisation, views};
use crate::regions;

pub(super) fn routes() -> Routes {
    Routes::new()
        .get::<EditOrganisation, _>("/regions/{region}/organisme/images", page)
        .upload::<EditOrganisation, _>("/regions/{region}/organisme/images", save)
        .get::<EditOrganisation, _>("/regions/{region}/organisme/images/{image}", image)
}

async fn show(
    site: &Site,
    proof: &Proof<EditOrganisation>,
    view: &View,
    errors: &FormErrors,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let region = regions::find(&mut tx, proof.id()).await?;
    let known = store::drawn(&mut tx, region.id).await?;
    let page = views::pictures(&view.frame, &region, &known, errors);
    Ok(if errors.is_empty() {
        view.page(&page)
    } else {
        view.invalid(&page)
    })
}

async fn page(State(site): State<Site>, proof: Proof<EditOrganisation>, view: View) -> Result<Response> {
    show(&site, &proof, &view, &FormErrors::default()).await
}

/// What a form asks of one picture.
enum Asked {
    Nothing,
    Removed,
    New(New),
}

async fn asked(site: &Site, upload: &mut Upload, kind: Drawn, errors: &mut FormErrors) -> Result<Asked> {
    let Some(sent) = upload.take(kind.field()) else {
        let removed = upload.form.values("retirer").any(|field| field == kind.field());
        return Ok(if removed { Asked::Removed } else { Asked::Nothing });
    };
    match read(sent).await? {
        Ok(png) => Ok(Asked::New(New {
            digest: store::digest(&png),
            file: blobs::put(site, keys::PLATFORM, Class::Platform, "image/png", png.as_slice()).await?,
        })),
        Err(sentence) => {
            errors.add(kind.field(), kind.label(), sentence);
            Ok(Asked::Nothing)
        }
    }
}

async fn save(
    State(site): State<Site>,
    proof: Proof<EditOrganisation>,
    view: View,
    mut upload: Upload,
) -> Result<Response> {
    let mut errors = FormErrors::default();
    let mut all = Vec::new();
    for kind in Drawn::ALL {
        all.push((kind, asked(&site, &mut upload, kind, &mut errors).await?));
    }
    if !errors.is_empty() {
        return show(&site, &proof, &view, &errors).await;
    }
    let mut tx = site.db().begin().await?;
    for (kind, asked) in all {
        match asked {
            Asked::Nothing => {}
            Asked::Removed => store::draw(&mut tx, &site, &proof, kind, None).await?,
            Asked::New(new) => store::draw(&mut tx, &site, &proof, kind, Some(new)).await?,
        }
    }
    tx.commit().await?;
    Ok(Done::at(format!("/regions/{}/organisme/images", proof.id()))
        .saying("C’est enregistré\u{202f}: les prochains documents porteront ces images. Ceux qui sont déjà remis ne changent pas.")
        .into_response())
}

async fn image(
    State(site): State<Site>,
    proof: Proof<EditOrganisation>,
    Path((_, digest)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    let mut tx = site.db().read().await?;
    let known = store::drawn(&mut tx, proof.id()).await?;
    let here = known.iter().any(|(_, one)| *one == digest);
    let blob = match here {
        true => store::drawing(&mut tx, &digest).await?,
        false => None,
    };
    let blob = blob.ok_or_else(|| {
        Error::Refused("Cette image a été remplacée ou retirée\u{202f}: rechargez la page.".into())
    })?;
    let blob = blobs::find(&mut tx, blob).await?;
    drop(tx);
    send_blob(&site, &blob, &headers, false).await
}
