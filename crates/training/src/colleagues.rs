//! Somebody of the house about to be added to a region, as a tutor or an adviser: who has the address already is found first, so
//! that nobody gets two accounts; then the account, and the mail that tells them.

use std::sync::Arc;

use people::accounts::mails::{self, Letter, Sender, activation, letter};
use people::accounts::{self, Member, NewPerson, Newcomer, Purpose, check_person};
use people::directory::{Directory, Identity};
use people::regions::Region;
use platform::db::Tx;
use platform::html::{FormErrors, Markup, TextField, html};
use platform::http::Form;
use platform::{PersonId, Result, Site, mail};

use crate::enrolment::{Account, OTHER, account, same_person};

/// What the form holds, and what there is to say of it.
#[derive(Default)]
pub(crate) struct Typed {
    new: NewPerson,
    answer: String,
    pub(crate) errors: FormErrors,
    /// Who has the address.
    known: Vec<(PersonId, Arc<Identity>)>,
}

impl Typed {
    pub(crate) fn read(form: &Form) -> Self {
        let text = |name: &str| form.text(name).to_owned();
        Self {
            new: NewPerson {
                given_name: text("prenom"),
                family_name: text("nom"),
                email: text("courriel"),
                ..NewPerson::default()
            },
            answer: text("compte"),
            ..Self::default()
        }
    }

    /// Who it is, among the people of the region or a new one; none: the form says what to mend. `there`: who has the place
    /// already, `already`: how that is said. Call before the transaction.
    pub(crate) async fn newcomer(
        &mut self,
        site: &Site,
        region: &Region,
        there: &[PersonId],
        already: &str,
    ) -> Result<Option<Newcomer>> {
        self.errors = check_person(&self.new);
        if !self.errors.is_empty() {
            return Ok(None);
        }
        self.known = Directory::of(site)?
            .known(site, &self.new.email, region.id)
            .await?;
        let cards: Vec<(PersonId, &Identity)> = self
            .known
            .iter()
            .map(|(who, card)| (*who, card.as_ref()))
            .collect();
        Ok(match account(&self.new, &cards, &self.answer) {
            Account::Existing(person) if there.contains(&person) => {
                self.errors.add("courriel", "Adresse e-mail", already);
                self.known.clear();
                None
            }
            Account::Existing(person) => Some(Newcomer::known(site, person).await?),
            Account::New => Some(Newcomer::new(site, self.new.clone(), self.answer == OTHER).await?),
            Account::Ask => {
                let ask = "quelqu’un a déjà cette adresse e-mail\u{202f}: dites si c’est la même personne";
                self.errors.add("compte", "Compte", ask);
                None
            }
        })
    }

    pub(crate) fn fields(&self) -> Markup {
        let (new, errors) = (&self.new, &self.errors);
        html! {
            @if !self.known.is_empty() { (same_person(&self.known, errors)) }
            (TextField::new("prenom", "Prénom").value(&*new.given_name).autocomplete("off").required().error(errors.get("prenom")))
            (TextField::new("nom", "Nom").value(&*new.family_name).autocomplete("off").required().error(errors.get("nom")))
            (TextField::new("courriel", "Adresse e-mail").email().value(&*new.email).autocomplete("off").required()
                .error(errors.get("courriel")))
        }
    }
}

/// Said when two people add the same address at once.
pub(crate) const MEANWHILE: &str = "Quelqu’un vient d’ouvrir un compte à cette adresse\u{202f}: envoyez de nouveau le formulaire pour dire si c’est la même personne.";

/// What the mail to whoever is added says.
pub(crate) struct News {
    sender: Option<Sender>,
    /// « Vous pouvez maintenant … ».
    may: String,
}

impl News {
    /// Call before the transaction.
    pub(crate) async fn load(
        site: &Site,
        by: Option<PersonId>,
        region: &Region,
        may: String,
    ) -> Result<Self> {
        Ok(Self {
            sender: mails::sender(site, by, &region.name).await?,
            may,
        })
    }

    /// The link that opens the account, or, when it is open already, what is new.
    pub(crate) async fn tell(&self, tx: &mut Tx, site: &Site, member: &Member) -> Result<()> {
        let sender = self.sender.as_ref();
        let message = if accounts::has_password(tx, member.person).await? {
            let login = format!(
                "Connectez-vous avec votre identifiant, {}\u{202f}:",
                member.card.login
            );
            let what = Letter {
                subject: format!("Du nouveau pour vous sur {}", site.config().site_name),
                paragraphs: &[&self.may, &login],
                act: &format!("Ouvrir {}", site.config().site_name),
                link: &format!("{}/", site.config().public_url),
            };
            letter(site, &member.card, sender, &what)
        } else {
            let token = accounts::create_link(tx, site, member.person, Purpose::Activation).await?;
            activation(site, &member.card, &token, sender, None, Some(&self.may))
        };
        mail::queue(tx, site, &member.key, member.person, "activation", &message)
            .await
            .map(drop)
    }
}
