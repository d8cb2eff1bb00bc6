//! The questions of the demonstration: on the course « Réussir ma stratégie Facebook », one of each type that is written most.

use assess::imports::{Format, Outcome, read};
use assess::questions::{Body, Ordering, Question};
use catalogue::courses::CourseId;
use catalogue::questions::{self, AddQuestions};
use platform::db::Tx;
use platform::http::{Proof, SystemActs};
use platform::{Error, Result, Site};
use uuid::Uuid;

/// As Moodle's users write them.
const GIFT: &str = "
::Le bon moment pour publier:: Vous êtes fleuriste. Quand publier une photo de votre bouquet du jour\u{202f}? {
=Quand vos clients regardent leur téléphone, d’après vos statistiques#Oui\u{202f}: vos statistiques disent quand ils sont là.
~Juste après la fermeture, chaque soir#C’est peut-être bien, mais seules vos statistiques le disent.
~Au milieu de la nuit, pour être en haut le matin#La publication aura vieilli quand vos clients se lèveront.
}

::Ce que montre une bonne photo:: Que montre une photo qui donne envie de pousser la porte de l’atelier\u{202f}? {
~%50%Le geste de l’artisan
~%50%Le produit fini, à la lumière du jour
~%-50%Le sol de l’atelier
~%-50%Le logo, seul, en grand
}

::Répondre à un avis négatif:: Il vaut mieux effacer un avis négatif que d’y répondre. {F#Une réponse calme rassure ceux qui liront l’avis.#Un avis effacé se remarque\u{202f}; une réponse calme rassure.}

::Le nom d’une page:: Comment s’appelle, sur Facebook, l’espace d’une entreprise, qui n’est pas un profil\u{202f}? {=page =une page =page professionnelle =%50%page Facebook}

::Publier sans y passer ses soirées:: Trois publications par semaine, vingt minutes chacune. Combien de minutes en quatre semaines\u{202f}? {#240:0}

::Chaque mesure à sa question:: Reliez chaque mesure à ce qu’elle vous apprend. {
=La portée -> Combien de personnes ont vu la publication
=Les partages -> Combien l’ont montrée à d’autres
=Les clics -> Combien ont voulu en savoir plus
}

::Votre prochaine publication:: Décrivez votre prochaine publication\u{202f}: ce qu’elle montre, pour qui, et ce que vous en attendez. {}
";

/// The stages of an answer, in their order.
const ANSWER: [&str; 4] = [
    "Remercier de l’avis",
    "Reconnaître ce qui n’a pas été",
    "Dire ce qui va changer",
    "Inviter à revenir",
];

/// Puts the questions in the course's bank.
///
/// # Errors
/// The store's.
pub async fn create(tx: &mut Tx, site: &Site, acts: &SystemActs, course: CourseId) -> Result<()> {
    let proof = Proof::<AddQuestions>::of_system(acts, Uuid::nil());
    for question in all()? {
        questions::create(tx, site, &proof, Some(course), &question).await?;
    }
    Ok(())
}

fn all() -> Result<Vec<Question>> {
    let entries = read(Format::Gift, GIFT.as_bytes())
        .map_err(|why| Error::fault(format!("the questions of the demonstration: {why:?}")))?;
    let mut all = Vec::new();
    for entry in entries {
        match entry.outcome {
            Outcome::Taken(question) => all.push(*question),
            other => {
                return Err(Error::fault(format!(
                    "a question of the demonstration: {other:?}"
                )));
            }
        }
    }
    let items = ANSWER.map(str::to_owned).to_vec();
    let text = "Rangez les étapes d’une réponse à un avis négatif.";
    all.push(Question::new(
        "Une réponse en quatre temps",
        text,
        Body::Ordering(Ordering { items }),
    ));
    for question in &mut all {
        let reviews = question.title.contains("avis") || question.title.contains("réponse");
        let tag = if reviews { "avis clients" } else { "publier" };
        question.tags = vec![tag.to_owned()];
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_question_is_whole() {
        let all = all().unwrap();
        assert_eq!(all.len(), 8);
        for question in all {
            assert_eq!(question.problems(), [], "{}", question.title);
        }
    }
}
