//! Who issues a document, as documents print it.

use std::collections::HashMap;
use std::sync::Arc;

use documents::{Organisation, Picture, Signatory};
use people::organisations::{self, Drawn};
use platform::{Result, Site};
use training::sessions::TrainingSession;

/// As the chamber names itself.
pub(crate) fn of(said: &organisations::Organisation) -> (Organisation, Signatory) {
    let organisation = Organisation {
        name: said.name.clone(),
        address_lines: said.address.clone(),
        siret: said.siret.clone(),
        nda: said.nda.clone(),
        city: said.city.clone(),
    };
    let signatory = Signatory {
        name: said.signatory.clone(),
        capacity: said.capacity.clone(),
        ..Signatory::default()
    };
    (organisation, signatory)
}

/// With the stamp and the signature that its documents bear now, by their digests.
pub(crate) fn draw(signatory: &mut Signatory, drawn: &[(Drawn, String)]) {
    for (kind, digest) in drawn {
        let picture = Some(Picture {
            digest: digest.clone(),
            png: Arc::default(),
        });
        match kind {
            Drawn::Stamp => signatory.stamp = picture,
            Drawn::Signature => signatory.signature = picture,
        }
    }
}

/// The bytes of pictures, each read once.
#[derive(Default)]
pub(crate) struct Pictures(HashMap<String, Arc<[u8]>>);

impl Pictures {
    /// Gives a signatory the bytes of what it bears, to be printed.
    pub(crate) async fn fetch(&mut self, site: &Site, signatory: &mut Signatory) -> Result<()> {
        for picture in [&mut signatory.stamp, &mut signatory.signature]
            .into_iter()
            .flatten()
        {
            if !self.0.contains_key(&picture.digest) {
                let bytes = organisations::picture(site, &picture.digest).await?;
                if bytes.is_none() {
                    tracing::error!(digest = %picture.digest, "a stamp or a signature is lost: documents are printed without it");
                }
                self.0
                    .insert(picture.digest.clone(), bytes.unwrap_or_default().into());
            }
            if let Some(bytes) = self.0.get(&picture.digest) {
                picture.png = bytes.clone();
            }
        }
        Ok(())
    }
}

/// As the chamber names itself, or by the name of its region while it hasn't.
pub(crate) fn or_region(
    said: Option<organisations::Organisation>,
    session: &TrainingSession,
) -> (Organisation, Signatory) {
    of(&said.unwrap_or_else(|| organisations::Organisation {
        name: session.region_name.clone(),
        ..organisations::Organisation::default()
    }))
}
