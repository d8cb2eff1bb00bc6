//! The images that an author puts in the words of a question by its form: each waits for the form to be kept, as the image of
//! areas does, under the name that the text has for it.

use assess::questions::{Question, is_image_name};
use platform::blobs::Stored;
use platform::html::FormErrors;
use platform::http::Upload;
use platform::{PersonId, Result, Site};

use super::picture::{self, Picture};
use super::rules::{Typed, illustrated, next_image};

/// Nobody would know what it shows.
const UNSAID: &str = "Dites ce que montre l’image, pour qui ne la voit pas, puis choisissez-la à nouveau.";

/// Those that a form brings: those that waited for it, and the one that was just chosen.
#[derive(Default)]
pub(super) struct Illustrations {
    /// As the form names those that waited.
    waited: Vec<String>,
    kept: Vec<Picture>,
    new: Option<Picture>,
    /// As the form names the one that was just chosen, where it came before its form.
    came: Option<String>,
}

/// The name of an image that waits, from what the form calls it.
pub(super) fn name_of(waiting: &str) -> &str {
    waiting.split_once(' ').map_or("", |(_, name)| name)
}

impl Illustrations {
    /// What the form brings; the text takes the mark of the image that was just chosen.
    ///
    /// # Errors
    /// The disk's.
    pub(super) async fn read(
        upload: &mut Upload,
        typed: &mut Typed,
        base: Option<&Question>,
        errors: &mut FormErrors,
    ) -> Result<Self> {
        let mut all = Self::default();
        let known: Vec<String> = upload.form.values("gardee.envoi").map(str::to_owned).collect();
        for (waiting, sent) in known.into_iter().zip(upload.take_all("gardee")) {
            let name = name_of(&waiting).to_owned();
            if !is_image_name(&name) || !typed.text.contains(&name) {
                continue;
            }
            if let Ok(mut picture) = picture::check(sent).await? {
                picture.image.name = name;
                all.kept.push(picture);
                all.waited.push(waiting);
            }
        }
        let Some(sent) = upload.take("illustration") else {
            return Ok(all);
        };
        let said = upload.form.text("illustration-description").trim();
        if said.is_empty() {
            // A preview asks for nothing.
            if upload.form.text("faire") == "apercu" {
                return Ok(all);
            }
            errors.add(
                "illustration-description",
                "Ce que montre l’image du texte",
                UNSAID,
            );
            return Ok(all);
        }
        match picture::check(sent).await? {
            Ok(mut picture) => {
                let mut before = base.map_or_else(Vec::new, Question::images);
                before.push(typed.image.name.clone());
                picture.image.name = next_image(&typed.text, &before, &picture.image.name);
                typed.text = illustrated(&typed.text, said, &picture.image.name);
                let came = upload.form.text("illustration.envoi").split_once(' ');
                all.came = came.map(|(id, _)| format!("{id} {}", picture.image.name));
                all.new = Some(picture);
            }
            Err(sentence) => errors.add("illustration", "Image du texte", sentence),
        }
        Ok(all)
    }

    /// Whether one was just chosen.
    pub(super) const fn brings(&self) -> bool {
        self.new.is_some()
    }

    /// The form comes back: what it calls those that wait.
    ///
    /// # Errors
    /// The store's, the disk's or the key store's.
    pub(super) async fn wait(
        self,
        site: &Site,
        by: Option<PersonId>,
        errors: &mut FormErrors,
    ) -> Result<Vec<String>> {
        let mut waiting = self.waited;
        if let Some(came) = self.came {
            waiting.push(came);
        } else if let (Some(picture), Some(person)) = (self.new, by) {
            match picture.wait(site, person).await? {
                Ok(name) => waiting.push(name),
                Err(sentence) => errors.add("illustration", "Image du texte", sentence),
            }
        }
        Ok(waiting)
    }

    /// Seals those that the question names.
    ///
    /// # Errors
    /// The disk's or the key store's.
    pub(super) async fn seal(&mut self, site: &Site, question: &Question) -> Result<Vec<(String, Stored)>> {
        let named = question.images();
        let mut sealed = Vec::new();
        for picture in self.kept.drain(..).chain(self.new.take()) {
            let name = picture.image.name.clone();
            if named.contains(&name) && sealed.iter().all(|(other, _)| *other != name) {
                sealed.push((name, picture.seal(site).await?));
            }
        }
        Ok(sealed)
    }
}
